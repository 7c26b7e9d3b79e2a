package io.arrowgate.clickhouse;

import io.arrowgate.batch.JobMetrics;
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
 * <p>The connector only sends. Its own retries are off, and so is its timer, because {@link RowWriter} does both: the connector
 * gives up at once if it cannot connect again, retries what is hopeless, waits a second longer each time without end, and does
 * all this on a thread of its own and under a lock, where no interrupt gets a cancelled task out.
 *
 * @param settings how ClickHouse is reached
 * @param table unquoted, without its database
 * @param insert a statement with a question mark for each value
 * @param values sets them
 */
public record RowSink<T>(ClickHouseSettings settings, String table, String insert, JdbcStatementBuilder<T> values)
        implements Sink<T> {

    public static <T> RowSink<T> of(ClickHouseSettings settings, TableLayout layout, JdbcStatementBuilder<T> values) {
        String insert = TableDdl.insertRow(settings.database(), layout);
        return new RowSink<>(settings, layout.name(), insert, values);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        JdbcConnections connections = new JdbcConnections(settings);
        JdbcSink<T> connector = JdbcSink.<T>builder()
                .withQueryStatement(insert, values)
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(0)
                        .withBatchIntervalMs(0)
                        .withMaxRetries(0)
                        .build())
                .buildAtLeastOnce(connections);
        return new RowWriter<>(
                settings,
                Sql.table(settings.database(), table),
                () -> connector.createWriter(context),
                connections,
                context.getProcessingTimeService(),
                JobMetrics.group(context.metricGroup()).addGroup("table", table));
    }
}
