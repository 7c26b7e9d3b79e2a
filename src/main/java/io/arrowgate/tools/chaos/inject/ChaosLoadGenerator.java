package io.arrowgate.tools.chaos.inject;

import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.load.RateLimiter;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.OutOfOrderSource;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.record.UndecodableRecordSource;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import io.arrowgate.tools.load.synthetic.SyntheticTurnstiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Produces events of both streams continuously, out of order, some of them undecodable, and keeps producing across broker
 * failures. Event time runs fast so that inserts span days, except in an outage, whose backlog must resemble users' events.
 */
public final class ChaosLoadGenerator implements AutoCloseable {
    private static final int DEVICES = 300;
    private static final Duration FAST_INTERVAL = Duration.ofMinutes(30);
    private static final int FAST_TURNSTILES = 200;
    /** The number in the New York subway. The more turnstiles, the slower event time runs. */
    private static final int TURNSTILES = 5_000;

    private static final double TURNSTILE_SHARE = 0.25;
    /** Maximum distance over which records of a stream are reordered. */
    private static final int DISORDER = 1_500;

    private static final long PAUSE_NANOS = 50_000_000;
    private static final Instant START = Instant.parse("2015-12-01T00:00:00Z");
    /** Timeouts longer than any unavailability of the broker. */
    private static final Map<String, String> PRODUCER_TIMEOUTS = Map.of(
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "600000",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "600000",
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final RecordProducer sensors;
    private final RecordProducer turnstiles;
    private final List<Future<?>> runs;
    private volatile boolean stopped;
    private volatile boolean paused;

    /** Starts producing. */
    public ChaosLoadGenerator(String bootstrapServers, ChaosPlan plan) {
        sensors = new RecordProducer(bootstrapServers, PRODUCER_TIMEOUTS, "sensors");
        turnstiles = new RecordProducer(bootstrapServers, PRODUCER_TIMEOUTS, "turnstiles");
        boolean fast = !plan.isOutage();
        RecordSource readings =
                new SyntheticSensors(DEVICES, plan.seed(), START, fast ? FAST_INTERVAL : SyntheticSensors.INTERVAL);
        RecordSource audits = new SyntheticTurnstiles(fast ? FAST_TURNSTILES : TURNSTILES, plan.seed(), START);
        double auditsPerSecond = plan.eventsPerSecond() * TURNSTILE_SHARE;
        runs = List.of(
                threads.submit(
                        () -> send(disturbed(readings, plan), sensors, plan.eventsPerSecond() - auditsPerSecond)),
                threads.submit(() -> send(disturbed(audits, plan), turnstiles, auditsPerSecond)));
    }

    private static RecordSource disturbed(RecordSource source, ChaosPlan plan) {
        return new UndecodableRecordSource(new OutOfOrderSource(source, DISORDER, plan.seed()), Integer.MAX_VALUE);
    }

    /** Returns the number of records that the broker has acknowledged. */
    public long acknowledged() {
        return sensors.acknowledged() + turnstiles.acknowledged();
    }

    /** Throws if the generator has ended by itself. */
    public void check() throws InterruptedException, ExecutionException {
        for (Future<?> run : runs) {
            if (run.isDone()) {
                run.get();
                throw new IllegalStateException("the load generator ended before the last fault");
            }
        }
    }

    /** Stops producing and waits until every record is acknowledged. */
    public void stop() throws ExecutionException, InterruptedException {
        stopped = true;
        for (Future<?> run : runs) {
            run.get();
        }
        sensors.flush();
        turnstiles.flush();
    }

    /** Suspends producing until {@link #resume}. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    private Void send(RecordSource source, RecordProducer producer, double perSecond) throws IOException {
        try (source) {
            while (!stopped) {
                // A limiter that is kept across a pause would catch up afterwards.
                sendEvenly(source, producer, new RateLimiter(perSecond, System.nanoTime()));
                while (paused && !stopped) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            return null;
        }
    }

    private void sendEvenly(RecordSource source, RecordProducer producer, RateLimiter limiter) throws IOException {
        while (!stopped && !paused) {
            KeyedRecord record = source.next();
            if (record == null) {
                throw new IllegalStateException("the source of events ended");
            }
            producer.send(record);
            limiter.acquire(() -> stopped || paused);
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
        sensors.close();
        turnstiles.close();
    }
}
