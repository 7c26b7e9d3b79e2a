package io.arrowgate.tools.local.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies parts to the replicas that lack them, each after its own delay, so that they arrive out of order. The delays are drawn
 * from a seed in the order of registration.
 */
final class PartFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartFetcher.class);
    private static final long RETRY_MILLIS = 100;
    /** Maximum number of pending copies; further ones are copied immediately. */
    private static final int MAX_PENDING = 5_000;

    private final SimulatedKeeper keeper;
    private final Map<Integer, EngineClient> engines;
    private final boolean sharedStorage;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(PartFetcher::thread);
    /** A single thread, because copying a part twice concurrently would duplicate its rows. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor(PartFetcher::thread);

    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Duration maxLag;
    private volatile boolean held;

    /** @param sharedStorage whether a part is available without the replica that received it */
    PartFetcher(
            SimulatedKeeper keeper,
            Map<Integer, EngineClient> engines,
            boolean sharedStorage,
            Duration maxLag,
            long seed) {
        this.keeper = keeper;
        this.engines = engines;
        this.sharedStorage = sharedStorage;
        this.maxLag = maxLag;
        this.random = new Random(seed);
    }

    /** Sets the maximum delay of copying the parts that are registered from now on. */
    void setMaxLag(Duration lag) {
        maxLag = lag;
    }

    /** Suspends copying until {@link #resume}. */
    void pause() {
        held = true;
    }

    void resume() {
        held = false;
    }

    void schedule(ReplicatedPart replicatedPart, int replica) {
        long delay = delayMillis();
        if (waiting.incrementAndGet() > MAX_PENDING) {
            delay = 0;
        }
        after(delay, replicatedPart, replica);
    }

    private synchronized long delayMillis() {
        return (long) (random.nextDouble() * maxLag.toMillis());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Failures are logged, and a copy is retried until it is made.
    private void after(long millis, ReplicatedPart replicatedPart, int replica) {
        try {
            timer.schedule(() -> worker.execute(() -> copy(replicatedPart, replica)), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed before a part was copied", e);
        }
    }

    private void copy(ReplicatedPart replicatedPart, int replica) {
        if (keeper.isGone(replicatedPart) || keeper.has(replicatedPart, replica)) {
            waiting.decrementAndGet();
            return;
        }
        boolean reachable = sharedStorage || keeper.hasActiveSource(replicatedPart);
        boolean mayCopy = (!held || replica == replicatedPart.origin) && keeper.isActive(replica) && reachable;
        if (!mayCopy || !tryInstall(replicatedPart, replica)) {
            after(RETRY_MILLIS, replicatedPart, replica);
            return;
        }
        waiting.decrementAndGet();
    }

    private boolean tryInstall(ReplicatedPart replicatedPart, int replica) {
        try {
            install(replicatedPart, replica);
            return true;
        } catch (IOException e) {
            LOG.debug("part of {} was not copied to replica {}", replicatedPart.table, replica, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void install(ReplicatedPart replicatedPart, int replica) throws IOException, InterruptedException {
        EngineClient engine = engines.get(replica);
        byte[] rows = Files.readAllBytes(replicatedPart.rows);
        if (!keeper.isDoubtful(replicatedPart, replica) || !shows(engine, replicatedPart, rows)) {
            keeper.markDoubtful(replicatedPart, replica);
            engine.insert(replicatedPart.table, rows);
        }
        confirm(replicatedPart, replica);
    }

    /** Records that a replica has a part, and deletes the part's file if all replicas have it. */
    void confirm(ReplicatedPart replicatedPart, int replica) {
        if (keeper.copied(replicatedPart, replica)) {
            deleteRows(List.of(replicatedPart));
        }
    }

    void deleteRows(List<ReplicatedPart> parts) {
        try {
            for (ReplicatedPart replicatedPart : parts) {
                Files.deleteIfExists(replicatedPart.rows);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete a part's file", e);
        }
    }

    /** Returns whether the engine inserted the rows before it was killed. */
    private static boolean shows(EngineClient engine, ReplicatedPart replicatedPart, byte[] rows)
            throws IOException, InterruptedException {
        TableName copy = replicatedPart.table.sibling("replica_check");
        engine.execute("DROP TABLE IF EXISTS %s SYNC".formatted(copy.sql()));
        engine.execute("CREATE TABLE %s AS %s".formatted(copy.sql(), replicatedPart.table.sql()));
        engine.insert(copy, rows);
        String hash = "sipHash64(toString(tuple(*)))";
        List<String> missing = engine.lines("SELECT count() FROM %s WHERE %s NOT IN (SELECT %s FROM %s)"
                .formatted(copy.sql(), hash, hash, replicatedPart.table.sql()));
        engine.execute("DROP TABLE %s SYNC".formatted(copy.sql()));
        return missing.equals(List.of("0"));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "replica copies");
        thread.setDaemon(true);
        return thread;
    }

    /** Stops copying. */
    @Override
    public void close() {
        timer.shutdownNow();
        worker.shutdownNow();
    }
}
