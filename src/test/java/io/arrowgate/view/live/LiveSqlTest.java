package io.arrowgate.view.live;

import static io.arrowgate.clickhouse.GoldenSql.assertRenders;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LiveSqlTest {
    @Test
    void newestAlerts() throws IOException {
        assertRenders("tools/live/newest_alerts", ClickHouseReader.newestAlerts("`arrowgate`.`alerts`"));
    }
}
