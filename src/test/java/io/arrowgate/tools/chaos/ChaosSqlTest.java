package io.arrowgate.tools.chaos;

import static io.arrowgate.clickhouse.client.GoldenSql.assertRenders;

import io.arrowgate.tools.chaos.check.RowComparison;
import io.arrowgate.tools.chaos.check.RowTextExpressions;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChaosSqlTest {
    @Test
    void rowDifferences() throws IOException {
        RowTextExpressions sensors = RowTextExpressions.all().get(0);

        assertRenders(
                "tools/chaos/row_differences",
                RowComparison.differences(sensors, "`chaos`.`chaos_raw_sensors`", "`chaos`.`sensors`"));
    }
}
