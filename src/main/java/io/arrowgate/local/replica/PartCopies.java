package io.arrowgate.local.replica;

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
 * Copies parts to the replicas that lack them: each after a delay of its own, so that they arrive out of order. Delays are drawn
 * from a seed, in the order in which parts are registered.
 */
final class PartCopies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartCopies.class);
    private static final long RETRY_MILLIS = 100;
    /** Beyond this number of waiting copies, further ones are made at once. */
    private static final int MAX_WAITING = 5_000;

    private final ModelKeeper keeper;
    private final Map<Integer, EngineClient> engines;
    private final boolean sharedStorage;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(PartCopies::thread);
    /** One at a time: two copies of one part would be rows twice. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor(PartCopies::thread);

    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Duration maxLag;
    private volatile boolean held;

    /** @param sharedStorage whether a part can be had without the replica that took it */
    PartCopies(
            ModelKeeper keeper, Map<Integer, EngineClient> engines, boolean sharedStorage, Duration maxLag, long seed) {
        this.keeper = keeper;
        this.engines = engines;
        this.sharedStorage = sharedStorage;
        this.maxLag = maxLag;
        this.random = new Random(seed);
    }

    /** How late copies of parts are that are registered from now on: anything between nothing and this. */
    void setMaxLag(Duration lag) {
        maxLag = lag;
    }

    /** Holds back every copy until {@link #release}. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
    }

    void schedule(Part part, int replica) {
        long delay = delayMillis();
        if (waiting.incrementAndGet() > MAX_WAITING) {
            delay = 0;
        }
        after(delay, part, replica);
    }

    private synchronized long delayMillis() {
        return (long) (random.nextDouble() * maxLag.toMillis());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Failures are logged, and a copy is retried until it is made.
    private void after(long millis, Part part, int replica) {
        try {
            timer.schedule(() -> worker.execute(() -> copy(part, replica)), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed before a part was copied", e);
        }
    }

    private void copy(Part part, int replica) {
        if (keeper.isGone(part) || keeper.has(part, replica)) {
            waiting.decrementAndGet();
            return;
        }
        boolean reachable = sharedStorage || keeper.hasActiveSource(part);
        boolean mayCopy = (!held || replica == part.origin) && keeper.isActive(replica) && reachable;
        if (!mayCopy || !tryInstall(part, replica)) {
            after(RETRY_MILLIS, part, replica);
            return;
        }
        waiting.decrementAndGet();
    }

    private boolean tryInstall(Part part, int replica) {
        try {
            install(part, replica);
            return true;
        } catch (IOException e) {
            LOG.debug("part of {} was not copied to replica {}", part.table, replica, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void install(Part part, int replica) throws IOException, InterruptedException {
        EngineClient engine = engines.get(replica);
        byte[] rows = Files.readAllBytes(part.rows);
        if (!keeper.isDoubtful(part, replica) || !shows(engine, part, rows)) {
            keeper.doubt(part, replica);
            engine.insert(part.table, rows);
        }
        confirm(part, replica);
    }

    /** Notes that a replica shows a part, and deletes its file if all do. */
    void confirm(Part part, int replica) {
        if (keeper.copied(part, replica)) {
            deleteRows(List.of(part));
        }
    }

    void deleteRows(List<Part> parts) {
        try {
            for (Part part : parts) {
                Files.deleteIfExists(part.rows);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete a part's file", e);
        }
    }

    /** Whether the engine took the rows before it was killed. */
    private static boolean shows(EngineClient engine, Part part, byte[] rows) throws IOException, InterruptedException {
        TableName copy = part.table.beside("replica_check");
        engine.execute("DROP TABLE IF EXISTS %s SYNC".formatted(copy.sql()));
        engine.execute("CREATE TABLE %s AS %s".formatted(copy.sql(), part.table.sql()));
        engine.insert(copy, rows);
        String hash = "sipHash64(toString(tuple(*)))";
        List<String> missing = engine.lines("SELECT count() FROM %s WHERE %s NOT IN (SELECT %s FROM %s)"
                .formatted(copy.sql(), hash, hash, part.table.sql()));
        engine.execute("DROP TABLE %s SYNC".formatted(copy.sql()));
        return missing.equals(List.of("0"));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "replica copies");
        thread.setDaemon(true);
        return thread;
    }

    /** Copies nothing more. */
    @Override
    public void close() {
        timer.shutdownNow();
        worker.shutdownNow();
    }
}
