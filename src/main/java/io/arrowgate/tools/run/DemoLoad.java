package io.arrowgate.tools.run;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.load.LoadGenerator.Load;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.record.UndecodableRecordSource;
import io.arrowgate.tools.load.synthetic.CrowdedTurnstile;
import io.arrowgate.tools.load.synthetic.MachineSensor;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import io.arrowgate.tools.load.synthetic.SyntheticTurnstiles;
import io.arrowgate.tools.load.synthetic.TroubledPump;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Produces the events of the demo: a fleet of devices, including this machine and a failing pump, and the turnstiles of some
 * stations, one of them crowded.
 */
final class DemoLoad {
    private static final int DEVICES = 300;
    private static final int READINGS_PER_SECOND = 9_000;
    private static final int TURNSTILES = 500;
    private static final int AUDITS_PER_SECOND = 1_000;
    private static final int CROWDED_AUDITS_PER_SECOND = 50;
    /** Number of undecodable records of each stream. */
    private static final int BROKEN = 7;

    private static final long SEED = 42;

    private DemoLoad() {}

    /** Starts producing for the given duration; the caller stops it. */
    static LoadGenerator start(KafkaSettings kafka, String sensorTopic, String turnstileTopic, Duration duration) {
        Instant now = Clock.systemUTC().instant();
        Duration interval = Duration.ofNanos((long) (1e9 * DEVICES / READINGS_PER_SECOND));
        RecordSource devices = new UndecodableRecordSource(new SyntheticSensors(DEVICES, SEED, now, interval), BROKEN);
        // Audits are hours apart. The first ones lie far back, so that the last ones are of today. The load may run a
        // second longer.
        long audited = (duration.toSeconds() + 1) * AUDITS_PER_SECOND;
        RecordSource audits =
                new UndecodableRecordSource(SyntheticTurnstiles.endingAt(now, audited, TURNSTILES, SEED), BROKEN);
        return new LoadGenerator(
                kafka.bootstrapServers(),
                kafka.clientProperties(),
                List.of(
                        new Load(devices, sensorTopic, READINGS_PER_SECOND),
                        new Load(new MachineSensor(Clock.systemUTC()), sensorTopic, 1),
                        new Load(new TroubledPump(SEED, now), sensorTopic, TroubledPump.READINGS_PER_SECOND),
                        new Load(audits, turnstileTopic, AUDITS_PER_SECOND),
                        new Load(new CrowdedTurnstile(now), turnstileTopic, CROWDED_AUDITS_PER_SECOND)));
    }
}
