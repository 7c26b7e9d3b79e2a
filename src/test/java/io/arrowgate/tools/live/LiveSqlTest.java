package io.arrowgate.tools.live;

import static io.arrowgate.clickhouse.client.GoldenSql.assertRenders;

import io.arrowgate.tools.live.sample.ClickHouseReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LiveSqlTest {
    @Test
    void newestAlerts() throws IOException {
        assertRenders("tools/live/newest_alerts", ClickHouseReader.newestAlerts("`arrowgate`.`alerts`"));
    }
}
