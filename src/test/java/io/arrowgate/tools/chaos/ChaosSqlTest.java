package io.arrowgate.tools.chaos;

import static io.arrowgate.clickhouse.client.GoldenSql.assertRenders;

import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.chaos.check.RowComparison;
import io.arrowgate.tools.chaos.check.RowTextExpressions;
import io.arrowgate.tools.chaos.check.SeriesReadings;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChaosSqlTest {
    private static final RowTextExpressions SENSORS = RowTextExpressions.all().get(0);

    @Test
    void events() throws IOException {
        assertRenders("tools/chaos/events", RowComparison.events(SENSORS, "`chaos`.`chaos_raw_sensors`"));
    }

    @Test
    void seriesReadings() throws IOException {
        assertRenders(
                "tools/chaos/series_readings",
                SeriesReadings.sql(StreamDefinitions.builtIn("turnstiles"), "`chaos`.`turnstiles`"));
    }

    @Test
    void rowDifferences() throws IOException {
        assertRenders(
                "tools/chaos/row_differences",
                RowComparison.differences(SENSORS, "`chaos`.`chaos_raw_sensors`", "`chaos`.`sensors`"));
    }
}
