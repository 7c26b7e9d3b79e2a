package io.arrowgate.cli.chaos;

import static io.arrowgate.clickhouse.GoldenSql.assertRenders;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChaosSqlTest {
    @Test
    void rowDifferences() throws IOException {
        RowTexts sensors = RowTexts.all().get(0);

        assertRenders(
                "tools/chaos/row_differences",
                RowComparison.differences(sensors, "`chaos`.`chaos_raw_sensors`", "`chaos`.`sensors`"));
    }
}
