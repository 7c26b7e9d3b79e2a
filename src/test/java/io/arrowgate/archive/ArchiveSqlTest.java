package io.arrowgate.archive;

import static io.arrowgate.clickhouse.client.GoldenSql.assertRenders;

import io.arrowgate.report.derived.DayTable;
import io.arrowgate.stream.StreamDefinitions;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveSqlTest {
    @Test
    void takenOffsets() throws IOException {
        DayTable day =
                DayTable.of(List.of(StreamDefinitions.builtIn("sensors"))).get("sensors");
        ArchivedTable table = new ArchivedTable(day, "arrowgate", Map.of("ts", "DateTime64(6, 'UTC')"), "ts", true);

        assertRenders(
                "archive/taken_offsets",
                new ArchiveCatalog(null, table).insertOffsets(LocalDate.parse("2024-05-01"), "17"));
    }
}
