package io.arrowgate.clickhouse.rows;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.ReplacingTable;
import io.arrowgate.clickhouse.ddl.TableDdl;
import io.arrowgate.common.JobMetricGroups;
import io.arrowgate.config.ClickHouseSettings;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Inserts single rows through the JDBC connector, at least once: what came before a checkpoint is in the table when the
 * checkpoint is complete.
 *
 * <p>The connector only sends. Its own retries are off, and so is its timer, because {@link JdbcRowSinkWriter} does both: the connector
 * gives up at once if it cannot connect again, retries what is hopeless, waits a second longer each time without end, and does
 * all this on a thread of its own and under a lock, where no interrupt gets a cancelled task out.
 *
 * @param settings how ClickHouse is reached
 * @param table unquoted, without its database
 * @param insert a statement with a question mark for each value
 * @param values sets them
 */
public record JdbcRowSink<T>(ClickHouseSettings settings, String table, String insert, JdbcStatementBuilder<T> values)
        implements Sink<T> {

    public static <T> JdbcRowSink<T> of(
            ClickHouseSettings settings, ReplacingTable layout, JdbcStatementBuilder<T> values) {
        String insert = TableDdl.insertRow(settings.database(), layout);
        return new JdbcRowSink<>(settings, layout.name(), insert, values);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        SingleJdbcConnectionProvider connections = new SingleJdbcConnectionProvider(settings);
        JdbcSink<T> connector = JdbcSink.<T>builder()
                .withQueryStatement(insert, values)
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(0)
                        .withBatchIntervalMs(0)
                        .withMaxRetries(0)
                        .build())
                .buildAtLeastOnce(connections);
        return new JdbcRowSinkWriter<>(
                settings,
                SqlQuoting.table(settings.database(), table),
                () -> connector.createWriter(context),
                connections,
                context.getProcessingTimeService(),
                JobMetricGroups.group(context.metricGroup()).addGroup("table", table));
    }
}
