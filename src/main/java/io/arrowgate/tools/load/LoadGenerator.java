package io.arrowgate.tools.load;

import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Produces the records of several sources at constant rates, each source on a thread of its own, until it is stopped. */
public final class LoadGenerator implements AutoCloseable {
    private static final long PAUSE_NANOS = 50_000_000;

    private final Map<String, RecordProducer> producers = new HashMap<>();
    private final ExecutorService threads;
    private final List<Future<?>> runs;
    private volatile boolean stopped;
    private volatile boolean paused;

    /** Describes what is sent to a topic at which rate; a topic may have several sources. */
    public record Load(RecordSource source, String topic, double perSecond) {}

    /**
     * Starts producing.
     *
     * @param clientProperties as in {@link RecordProducer}
     */
    public LoadGenerator(String bootstrapServers, Map<String, String> clientProperties, List<Load> loads) {
        for (Load load : loads) {
            producers.computeIfAbsent(
                    load.topic(), topic -> new RecordProducer(bootstrapServers, clientProperties, topic));
        }
        threads = Executors.newFixedThreadPool(loads.size());
        runs = loads.stream()
                .<Future<?>>map(load -> threads.submit(() -> send(load)))
                .toList();
    }

    /** Returns the number of records that the broker has acknowledged. */
    public long acknowledged() {
        return producers.values().stream()
                .mapToLong(RecordProducer::acknowledged)
                .sum();
    }

    /** Throws if a source has failed or ended. */
    public void check() throws InterruptedException, ExecutionException {
        for (Future<?> run : runs) {
            if (run.isDone()) {
                run.get();
                throw new IllegalStateException("the load generator ended before it was stopped");
            }
        }
    }

    /** Stops producing and waits until every record is acknowledged. */
    public void stop() throws ExecutionException, InterruptedException {
        stopped = true;
        for (Future<?> run : runs) {
            run.get();
        }
        producers.values().forEach(RecordProducer::flush);
    }

    /** Suspends producing until {@link #resume}. */
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
    }

    private Void send(Load load) throws IOException {
        RecordProducer producer = producers.get(load.topic());
        try (RecordSource source = load.source()) {
            // A limiter that is kept across a pause would catch up afterwards.
            while (!stopped && sendEvenly(source, producer, new RateLimiter(load.perSecond(), System.nanoTime()))) {
                while (paused && !stopped) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            return null;
        }
    }

    /** Sends until a pause, a stop or the end of the source; returns false at the end. */
    private boolean sendEvenly(RecordSource source, RecordProducer producer, RateLimiter limiter) throws IOException {
        while (!stopped && !paused) {
            KeyedRecord record = source.next();
            if (record == null) {
                return false;
            }
            producer.send(record);
            limiter.acquire(() -> stopped || paused);
        }
        return true;
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
        producers.values().forEach(RecordProducer::close);
    }
}
