package io.arrowgate.tools.bench.run;

import static io.arrowgate.clickhouse.client.GoldenSql.assertRenders;

import io.arrowgate.tools.bench.ReportBenchmark;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BenchSqlTest {
    @Test
    void readings() throws IOException {
        assertRenders("tools/bench/readings", ReportBenchmark.insertReadings("`arrowgate`.`sensors`"));
    }

    @Test
    void audits() throws IOException {
        assertRenders("tools/bench/audits", ReportBenchmark.insertAudits("`arrowgate`.`turnstiles`"));
    }

    @Test
    void alerts() throws IOException {
        assertRenders("tools/bench/alerts", ReportBenchmark.insertAlerts("`arrowgate`.`alerts`"));
    }
}
