package io.arrowgate.tools.chaos.inject;

import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.load.LoadGenerator.Load;
import io.arrowgate.tools.load.record.GatewayKeySource;
import io.arrowgate.tools.load.record.JsonArraySource;
import io.arrowgate.tools.load.record.OutOfOrderSource;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.record.UndecodableRecordSource;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import io.arrowgate.tools.load.synthetic.SyntheticTurnstiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Produces events of both streams continuously, out of order, some of them undecodable and some readings in JSON arrays, and
 * keeps producing across broker failures. Event time runs fast so that inserts span days, except in an outage, whose backlog must resemble users' events.
 */
public final class ChaosLoad {
    /** Event time between two readings of any devices, so that an insert spans days. */
    private static final Duration FAST_STEP = Duration.ofSeconds(6);
    /** Gateways send readings of several devices as arrays. All readings of a device have one gateway, and so one partition. */
    private static final int GATEWAYS = 24;

    private static final int FAST_TURNSTILES = 200;
    /** The number in the New York subway. The more turnstiles, the slower event time runs. */
    private static final int TURNSTILES = 5_000;

    private static final double TURNSTILE_SHARE = 0.25;
    /** Maximum distance over which records of a stream are reordered. */
    private static final int DISORDER = 1_500;

    private static final Instant START = Instant.parse("2015-12-01T00:00:00Z");
    /** Timeouts longer than any unavailability of the broker. */
    private static final Map<String, String> PRODUCER_TIMEOUTS = Map.of(
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "600000",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "600000",
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");

    private ChaosLoad() {}

    /** Starts producing. */
    public static LoadGenerator start(String bootstrapServers, ChaosPlan plan) {
        boolean fast = !plan.isOutage();
        Duration interval = fast ? FAST_STEP.multipliedBy(plan.series()) : SyntheticSensors.INTERVAL;
        RecordSource readings = new SyntheticSensors(plan.series(), plan.seed(), START, interval);
        RecordSource audits = new SyntheticTurnstiles(fast ? FAST_TURNSTILES : TURNSTILES, plan.seed(), START);
        return new LoadGenerator(
                bootstrapServers,
                PRODUCER_TIMEOUTS,
                List.of(
                        new Load(
                                undecodable(new JsonArraySource(
                                        new GatewayKeySource(disordered(readings, plan), GATEWAYS), plan.seed())),
                                "sensors",
                                sensorRecordsPerSecond(plan)),
                        new Load(
                                undecodable(disordered(audits, plan)), "turnstiles", turnstileRecordsPerSecond(plan))));
    }

    /** Returns the number of records sent per second, which is less than that of events. */
    public static double recordsPerSecond(ChaosPlan plan) {
        return sensorRecordsPerSecond(plan) + turnstileRecordsPerSecond(plan);
    }

    private static double sensorRecordsPerSecond(ChaosPlan plan) {
        return plan.eventsPerSecond() * (1 - TURNSTILE_SHARE) / JsonArraySource.EVENTS_PER_RECORD;
    }

    private static double turnstileRecordsPerSecond(ChaosPlan plan) {
        return plan.eventsPerSecond() * TURNSTILE_SHARE;
    }

    private static RecordSource disordered(RecordSource source, ChaosPlan plan) {
        return new OutOfOrderSource(source, DISORDER, plan.seed());
    }

    private static RecordSource undecodable(RecordSource source) {
        return new UndecodableRecordSource(source, Integer.MAX_VALUE);
    }
}
