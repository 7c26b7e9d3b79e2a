package io.arrowgate.tools.run;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.tools.load.RateLimiter;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.record.UndecodableRecordSource;
import io.arrowgate.tools.load.synthetic.CrowdedTurnstile;
import io.arrowgate.tools.load.synthetic.MachineSensor;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import io.arrowgate.tools.load.synthetic.SyntheticTurnstiles;
import io.arrowgate.tools.load.synthetic.TroubledPump;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Produces the events of the demo: a fleet of devices, including this machine and a failing pump, and the turnstiles of some
 * stations, one of them crowded.
 */
final class DemoLoadGenerator implements AutoCloseable {
    private static final int DEVICES = 300;
    private static final int READINGS_PER_SECOND = 9_000;
    private static final int TURNSTILES = 500;
    private static final int AUDITS_PER_SECOND = 1_000;
    private static final int CROWDED_AUDITS_PER_SECOND = 50;
    /** Number of undecodable records of each stream. */
    private static final int BROKEN = 7;

    private static final long SEED = 42;

    private final ExecutorService threads = Executors.newFixedThreadPool(5);
    private final RecordProducer sensors;
    private final RecordProducer turnstiles;
    private final List<Future<?>> runs;
    private volatile boolean stopped;

    /** Starts the threads that produce. */
    DemoLoadGenerator(KafkaSettings kafka, String sensorTopic, String turnstileTopic, Duration duration) {
        sensors = new RecordProducer(kafka.bootstrapServers(), kafka.clientProperties(), sensorTopic);
        turnstiles = new RecordProducer(kafka.bootstrapServers(), kafka.clientProperties(), turnstileTopic);
        Instant now = Clock.systemUTC().instant();
        Duration interval = Duration.ofNanos((long) (1e9 * DEVICES / READINGS_PER_SECOND));
        RecordSource devices = new UndecodableRecordSource(new SyntheticSensors(DEVICES, SEED, now, interval), BROKEN);
        // Audits are hours apart. The first ones lie far back, so that the last ones are of today.
        long rounds = duration.toSeconds() * AUDITS_PER_SECOND / TURNSTILES + 1;
        Instant firstAudit = now.minus(SyntheticTurnstiles.INTERVAL.multipliedBy(rounds));
        RecordSource audits =
                new UndecodableRecordSource(new SyntheticTurnstiles(TURNSTILES, SEED, firstAudit), BROKEN);
        runs = List.of(
                start(devices, sensors, READINGS_PER_SECOND),
                start(new MachineSensor(Clock.systemUTC()), sensors, 1),
                start(new TroubledPump(SEED, now), sensors, TroubledPump.READINGS_PER_SECOND),
                start(audits, turnstiles, AUDITS_PER_SECOND),
                start(new CrowdedTurnstile(now), turnstiles, CROWDED_AUDITS_PER_SECOND));
    }

    /** Returns the number of acknowledged records. */
    long acknowledged() {
        return sensors.acknowledged() + turnstiles.acknowledged();
    }

    /** Stops producing and waits until the broker has acknowledged all records. */
    void stop() throws ExecutionException, InterruptedException {
        stopped = true;
        for (Future<?> run : runs) {
            run.get();
        }
        sensors.flush();
        turnstiles.flush();
    }

    private Future<?> start(RecordSource source, RecordProducer producer, double perSecond) {
        return threads.submit(() -> send(source, producer, perSecond));
    }

    private Void send(RecordSource source, RecordProducer producer, double perSecond) throws IOException {
        try (source) {
            RateLimiter limiter = new RateLimiter(perSecond, System.nanoTime());
            for (KeyedRecord record = source.next(); record != null && !stopped; record = source.next()) {
                producer.send(record);
                limiter.acquire(() -> stopped);
            }
            return null;
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
