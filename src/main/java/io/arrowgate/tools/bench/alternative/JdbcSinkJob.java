package io.arrowgate.tools.bench.alternative;

import com.clickhouse.jdbc.Driver;
import io.arrowgate.clickhouse.client.SqlQuoting;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Inserts the events with Flink's JDBC connector and ClickHouse's driver. */
public final class JdbcSinkJob {
    private static final long INTERVAL_MILLIS = 1_000;
    private static final int RETRIES = 3;

    private JdbcSinkJob() {}

    /** Executes the job; arguments as in {@link AlternativeOptions}. */
    public static void main(String[] args) throws Exception {
        AlternativeOptions options = AlternativeOptions.of(args);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        ReadingSource.read(environment, options).sinkTo(sink(options)).name("insert");
        environment.execute();
    }

    private static JdbcSink<SensorReading> sink(AlternativeOptions options) {
        String insert =
                "INSERT INTO %s (device, ts, cpu_used, cpu_free, memory_used, memory_free, run_elapsed_ms) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        .formatted(SqlQuoting.table(options.clickHouse().database(), options.table()));
        return JdbcSink.<SensorReading>builder()
                .withQueryStatement(insert, (statement, reading) -> {
                    statement.setString(1, reading.getDevice());
                    statement.setObject(2, reading.getTs());
                    statement.setFloat(3, reading.getCpuUsed());
                    statement.setFloat(4, reading.getCpuFree());
                    statement.setFloat(5, reading.getMemoryUsed());
                    statement.setFloat(6, reading.getMemoryFree());
                    statement.setInt(7, reading.getRunElapsedMs());
                })
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(options.rowsPerInsert())
                        .withBatchIntervalMs(INTERVAL_MILLIS)
                        .withMaxRetries(RETRIES)
                        .build())
                .buildAtLeastOnce(new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl(
                                "jdbc:clickhouse:" + options.clickHouse().urls().get(0))
                        .withDriverName(Driver.class.getName())
                        .withUsername(options.clickHouse().user())
                        .withPassword(options.clickHouse().password())
                        // Sends RowBinary instead of SQL text, which costs the server several times as much.
                        .withProperty("beta.row_binary_for_simple_insert", "true")
                        .withProperty("clickhouse_setting_async_insert", "0")
                        .build());
    }
}
