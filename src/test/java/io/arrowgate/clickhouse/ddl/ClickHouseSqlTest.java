package io.arrowgate.clickhouse.ddl;

import static io.arrowgate.clickhouse.client.GoldenSql.assertRenders;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.clickhouse.commit.BronzeTable;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.InlineContent;
import io.arrowgate.stream.StreamDefinitions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClickHouseSqlTest {
    private final BronzeTable table = new BronzeTable("arrowgate", StreamDefinitions.builtIn("sensors"));

    @Test
    void archivedDays() throws IOException {
        assertRenders("clickhouse/archived_days", ArchiveTables.createDays("arrowgate"));
    }

    @Test
    void archivedOffsets() throws IOException {
        assertRenders("clickhouse/archived_offsets", ArchiveTables.createOffsets("arrowgate"));
    }

    /** The first table that anyone has freezes this text. */
    @Test
    void streamTable() throws IOException {
        assertRenders(
                "clickhouse/stream_table", TableDdl.createTable("arrowgate", StreamDefinitions.builtIn("sensors")));
    }

    @Test
    void streamTableWithCounters() throws IOException {
        assertRenders(
                "clickhouse/stream_table-turnstiles",
                TableDdl.createTable("arrowgate", StreamDefinitions.builtIn("turnstiles")));
    }

    @Test
    void rowTable() throws IOException {
        ReplacingTable layout = new ReplacingTable(
                "latest",
                List.of(
                        new TableColumn("key", "String", "ZSTD(1)", "what it's of"),
                        new TableColumn("at", "DateTime64(3, 'UTC')", null, "")),
                "toYYYYMM(`at`)",
                List.of("key"),
                null,
                "at");

        assertRenders("clickhouse/row_table", TableDdl.createTable("arrowgate", layout));
    }

    @Test
    void rowCheck() throws IOException {
        BatchCommittable batch = new BatchCommittable(
                BatchId.of("sensors/f/it's/0:5.1-7.3,2:1-1/4"),
                BatchCommittable.NOT_RESTORED,
                Instant.EPOCH,
                Instant.parse("2024-05-01T00:00:00.000001Z"),
                new InlineContent(new byte[0]),
                BatchCommittable.TAKEN_UNKNOWN);

        assertRenders("clickhouse/row_check", table.rowCheckQuery(List.of(batch), true));
    }

    @Test
    void highWaterOfPartitionsInOrder() throws IOException {
        assertRenders("clickhouse/high_water", table.highWaterQuery("it's", Map.of(3, 20_000L, 1, 7L)));
    }

    @Test
    void archivedBetween() throws IOException {
        assertRenders(
                "clickhouse/archived_between",
                ArchiveTables.removedBetween("arrowgate", "sensors", "it's", RowRange.of("3:100.2-199")));
    }

    @Test
    void tableSchema() throws IOException {
        assertRenders("clickhouse/table_schema", TableSchema.query("arrow'gate", "sensors"));
    }

    @Test
    void existingTable() throws IOException {
        assertRenders("clickhouse/existing_table", ExistingTable.query("arrow'gate", "sensors"));
    }
}
