package io.arrowgate.tools.bench.table;

import static io.arrowgate.clickhouse.client.GoldenSql.assertRenders;

import org.junit.jupiter.api.Test;

class RestartSqlTest {
    @Test
    void rowsBeforeTheRestart() throws Exception {
        assertRenders(
                "tools/bench/restart_rows",
                RestartBenchmark.rowsSql("`default`.`sensors`", 100_000_000, 300_000, 100_000));
    }
}
