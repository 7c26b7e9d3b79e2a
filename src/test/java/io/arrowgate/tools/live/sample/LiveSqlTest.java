package io.arrowgate.tools.live.sample;

import static io.arrowgate.clickhouse.client.GoldenSql.assertRenders;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LiveSqlTest {
    private static final String ALERTS = "`arrowgate`.`alerts`";

    @Test
    void newestAlerts() throws IOException {
        assertRenders("tools/live/newest_alerts", ClickHouseReader.newestAlertsSql(ALERTS));
    }

    @Test
    void firingAlerts() throws IOException {
        assertRenders("tools/live/alerts", ClickHouseReader.firingAlertsSql(ALERTS));
    }
}
