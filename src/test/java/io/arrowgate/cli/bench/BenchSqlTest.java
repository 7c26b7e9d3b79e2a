package io.arrowgate.cli.bench;

import static io.arrowgate.clickhouse.GoldenSql.assertRenders;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class BenchSqlTest {
    @Test
    void readings() throws IOException {
        assertRenders("tools/bench/readings", ReportBench.insertReadings("`arrowgate`.`sensors`"));
    }

    @Test
    void audits() throws IOException {
        assertRenders("tools/bench/audits", ReportBench.insertAudits("`arrowgate`.`turnstiles`"));
    }

    @Test
    void alerts() throws IOException {
        assertRenders("tools/bench/alerts", ReportBench.insertAlerts("`arrowgate`.`alerts`"));
    }
}
