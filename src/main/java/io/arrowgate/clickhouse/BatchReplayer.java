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
 * Inserts batches of an Arrow topic into a table again, exactly once, with the sink's insert protocol.
 *
 * <p>An earlier replay may have sent any batch, so the row check runs before and after each insert. This also lets a replay continue where
 * an earlier one ended. For one thread.
 */
public final class BatchReplayer implements AutoCloseable {
    /** Replaces a checkpoint id and differs from that of every batch, so that no batch counts as new. */
    private static final long REPLAY_CHECKPOINT_ID = 0;

    private final InsertMetrics metrics = new InsertMetrics(new UnregisteredMetricsGroup());
    private final BatchInserter inserter;

    /** @param stream stream of the batches; its {@code clickhouse.table} is the target and must exist */
    public BatchReplayer(ClickHouseSettings settings, StreamDefinition stream) {
        inserter = new BatchInserter(
                new ClickHouseClient(settings, 0),
                new BronzeTable(settings.database(), stream),
                settings,
                REPLAY_CHECKPOINT_ID,
                new RejectionLimit(Integer.MAX_VALUE),
                MissingTableHandler.WAIT,
                metrics);
    }

    /** Returns when every row of the batch is in the table. Throws only if no retry can succeed or retries are exhausted. */
    public void insert(MicroBatch batch) throws IOException, InterruptedException {
        inserter.insert(BatchCommittable.of(batch, BatchCommittable.NOT_RESTORED, new InlineContent(batch.bytes())));
    }

    /** Returns the number of rows of all batches so far. */
    public long rows() {
        return metrics.rows();
    }

    /** Returns how many of {@link #rows} were in the table already. */
    public long deduplicatedRows() {
        return metrics.deduplicatedRows();
    }

    @Override
    public void close() {
        inserter.close();
    }
}
