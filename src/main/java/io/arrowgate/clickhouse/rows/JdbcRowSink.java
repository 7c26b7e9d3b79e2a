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
 * Inserts single rows through the JDBC connector, at least once: when a checkpoint is complete, all rows before it are in the table.
 *
 * <p>The connector only sends. {@link JdbcRowSinkWriter} replaces its timer and its retries, because the connector
 *
 * <ul>
 *   <li>fails at once if it cannot reconnect,
 *   <li>retries permanent errors,
 *   <li>increases its pauses by a second each time, without limit,
 *   <li>retries on a thread of its own and under a lock, so that an interrupt does not end a cancelled task.
 * </ul>
 *
 * @param settings connection to ClickHouse
 * @param table unquoted, without its database
 * @param insert a statement with a JDBC parameter for each value
 * @param values sets the parameters
 */
public record JdbcRowSink<T>(ClickHouseSettings settings, String table, String insert, JdbcStatementBuilder<T> values)
        implements Sink<T> {

    /** Creates the sink of a table. */
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
