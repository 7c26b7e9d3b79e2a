package io.arrowgate.clickhouse;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.commit.BatchInserter;
import io.arrowgate.clickhouse.commit.BronzeTable;
import io.arrowgate.clickhouse.commit.InsertMetrics;
import io.arrowgate.clickhouse.commit.RejectionLimit;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.InlineContent;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import java.io.IOException;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * Makes batches that were committed before rows of a table, exactly once, by the sink's own protocol.
 *
 * <p>Nobody knows what an earlier replay has sent, so every batch is suspect: the table is asked for its rows before and after. That
 * is also how a replay goes on where another one ended. For one thread.
 */
public final class BatchReplayer implements AutoCloseable {
    /** In place of a checkpoint id: whatever the batches come from, it is not this. */
    private static final long THIS_REPLAY = 0;

    private final InsertMetrics metrics = new InsertMetrics(new UnregisteredMetricsGroup());
    private final BatchInserter inserter;

    /** @param stream of the batches; its {@code clickhouse.table} is where they go, and must be there */
    public BatchReplayer(ClickHouseSettings settings, StreamDefinition stream) {
        inserter = new BatchInserter(
                new ClickHouseClient(settings, 0),
                new BronzeTable(settings.database(), stream),
                settings,
                THIS_REPLAY,
                new RejectionLimit(Integer.MAX_VALUE),
                MissingTableHandler.WAIT,
                metrics);
    }

    /** Returns when every row of the batch is in the table, and throws only if no retry will bring it there. */
    public void insert(MicroBatch batch) throws IOException, InterruptedException {
        inserter.insert(BatchCommittable.of(batch, BatchCommittable.NOT_RESTORED, new InlineContent(batch.bytes())));
    }

    /** Rows of all batches so far. */
    public long rows() {
        return metrics.rows();
    }

    /** How many of them the table had before. */
    public long deduplicatedRows() {
        return metrics.deduplicatedRows();
    }

    @Override
    public void close() {
        inserter.close();
    }
}
