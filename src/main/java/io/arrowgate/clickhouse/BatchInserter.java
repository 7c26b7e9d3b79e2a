package io.arrowgate.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Makes a batch rows of the table exactly once, however often it is tried.
 *
 * <p>A batch that starts above all rows of its partitions, and that nobody can have sent before, is inserted, and an
 * acknowledgement is the end of it. Any other one is suspect: the table is asked for its rows, what is missing is
 * inserted, and the end is that the table shows every row. An acknowledgement alone proves nothing then: the server may
 * have kept the deduplication token of an attempt whose rows it lost in a crash.
 *
 * <p>Every insert of a batch, also of a rest of it, has the batch's token and query id. The server remembers tokens per
 * table partition, so that whichever of two attempts comes second adds nothing, and refuses an attempt while a twin is
 * running.
 *
 * <p>For one thread; an interrupt ends every wait.
 */
final class BatchInserter implements AutoCloseable {
    /**
     * After so many acknowledgements without rows the token is taken for burnt; before, a slow replica may be the
     * reason.
     */
    private static final int UNSEEN_BEFORE_FRESH_TOKEN = 2;
    /** Bound of the Arrow memory for taking one batch apart. */
    private static final long ARROW_MEMORY_BYTES = 512L << 20;

    private final ClickHouseClient client;
    private final BatchTable table;
    private final ClickHouseSettings settings;
    private final long restoredFrom;
    private final InsertMetrics metrics;
    private final HighWater highWater;

    /**
     * @param restoredFrom the checkpoint that this committer was restored from, or {@link PendingBatch#NOT_RESTORED}
     */
    BatchInserter(
            ClickHouseClient client,
            BatchTable table,
            ClickHouseSettings settings,
            long restoredFrom,
            InsertMetrics metrics) {
        this.client = client;
        this.table = table;
        this.settings = settings;
        this.restoredFrom = restoredFrom;
        this.metrics = metrics;
        highWater = new HighWater(client, table);
    }

    /** Where one batch stands. */
    private static final class Progress {
        /** Whether some of its rows may be in the table, or on their way to it. */
        private boolean suspect;
        /** How often an insert was acknowledged whose rows did not show. */
        private int unseen;

        private Progress(boolean suspect) {
            this.suspect = suspect;
        }
    }

    /** Returns when every row of the batch is in the table, and throws only if no retry will bring it there. */
    void insert(PendingBatch batch) throws IOException, InterruptedException {
        Retry retry = new Retry(
                settings,
                pause -> MILLISECONDS.sleep(pause.toMillis()),
                InstantSource.system(),
                RandomGenerator.getDefault());
        Progress progress = new Progress(batch.restoredFrom() != restoredFrom);
        while (!succeeds(batch, progress, retry)) {
            metrics.retries().inc();
        }
        highWater.raise(batch.id());
        metrics.done(batch);
    }

    private boolean succeeds(PendingBatch batch, Progress progress, Retry retry)
            throws IOException, InterruptedException {
        try {
            attempt(batch, progress);
            return true;
        } catch (AttemptFailedException e) {
            progress.suspect = true;
            if (e.kind() == FailureKind.PERMANENT) {
                throw new BatchRefusedException(
                        "ClickHouse refuses batch %s for table %s: %s. %s"
                                .formatted(batch.id(), table.name(), e.getMessage(), e.remedy()),
                        e);
            }
            if (!retry.awaitNext(batch, e.getMessage())) {
                throw new BatchInsertException(
                        "Batch %s is not in table %s after %s of retries: %s. Bring ClickHouse back, or raise the limit."
                                .formatted(batch.id(), table.name(), settings.retryMaxDuration(), e.getMessage()),
                        e);
            }
            return false;
        }
    }

    private void attempt(PendingBatch batch, Progress progress) throws IOException, InterruptedException {
        if (!progress.suspect && highWater.isNew(batch.id())) {
            send(batch, progress, new ArrowBytes(batch.bytes()));
            return;
        }
        progress.suspect = true;
        RowIdentities present = present(batch);
        Optional<ArrowBytes> missing = missing(batch, present);
        if (missing.isPresent()) {
            send(batch, progress, missing.get());
            if (missing(batch, present(batch)).isPresent()) {
                progress.unseen++;
                throw AttemptFailedException.rowsDoNotShow();
            }
        }
        metrics.rowsAlreadyThere().inc(present.count());
    }

    private RowIdentities present(PendingBatch batch) throws IOException, InterruptedException {
        return RowIdentities.decode(client.query(table.rowCheckQuery(batch)));
    }

    private static Optional<ArrowBytes> missing(PendingBatch batch, RowIdentities present) throws IOException {
        ArrowBytes whole = new ArrowBytes(batch.bytes());
        if (present.count() == 0) {
            return Optional.of(whole);
        }
        try (BufferAllocator allocator = new RootAllocator(ARROW_MEMORY_BYTES)) {
            return new RestOfBatch(allocator).without(present, whole);
        }
    }

    private void send(PendingBatch batch, Progress progress, ArrowBytes rows)
            throws AttemptFailedException, InterruptedException {
        long start = System.nanoTime();
        try {
            client.insert(table.name(), table.columns(), rows, token(batch, progress.unseen), queryId(batch));
        } finally {
            metrics.insertMillis().inc(NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    static String token(PendingBatch batch, int unseen) {
        int burnt = unseen / UNSEEN_BEFORE_FRESH_TOKEN;
        return burnt == 0 ? batch.id().toString() : batch.id() + "/again-" + burnt;
    }

    /** The same for every attempt of a batch, in whatever process. */
    static String queryId(PendingBatch batch) {
        return "arrowgate-" + UUID.nameUUIDFromBytes(batch.id().toString().getBytes(UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }
}
