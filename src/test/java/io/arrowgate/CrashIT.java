package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.local.LocalClickHouse;
import io.arrowgate.local.LocalJob;
import io.arrowgate.local.SharedStack;
import io.arrowgate.local.fault.FaultProxy;
import io.arrowgate.local.fault.Mode;
import io.arrowgate.local.fault.Phase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Crashes at the moments that matter: every reading is a row once, and in the Arrow topic once. */
class CrashIT {
    private static final int ROWS = 5000;
    private static final int MORE_ROWS = 1000;

    @Test
    void rowsWhoseAcknowledgementNeverCameAreNotInsertedAgainAfterTheRestart() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), Mode.PASS);
                JobTestBed bed = new JobTestBed("sensors").with("clickhouse.url", proxy.url())) {
            // Small batches, so that some are in the Arrow topic's open transaction that no checkpoint has.
            bed.with("batch.max-rows", "250");
            try (LocalJob job = bed.start();
                    SteadyReadings readings = new SteadyReadings(bed, bed.topic("sensors"), ROWS)) {
                proxy.become(Mode.HOLD_INSERT_ANSWERS);
                await(proxy, Phase.ANSWER_HELD);
                readings.awaitSent();
                job.cancel();
            }
            assertThat(bed.count("sensors")).isPositive().isLessThan(ROWS);

            proxy.become(Mode.PASS);
            goOn(bed);
        }
    }

    @Test
    void rowsWhoseAcknowledgementWasLostAreNotInsertedAgainAfterTheTaskFailed() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), Mode.PASS);
                JobTestBed bed = new JobTestBed("sensors").with("clickhouse.url", proxy.url())) {
            // The first lost answer is one too many.
            bed.with("clickhouse.retry.max-duration", "1 ms");
            try (LocalJob job = bed.start()) {
                proxy.become(Mode.LOSE_INSERT_ANSWERS);
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
                await(proxy, Phase.ANSWER_LOST);
                proxy.become(Mode.PASS);
                ExactlyOnce.awaitRows(bed, ROWS);
                assertThat(JobFailures.of(job)).anyMatch(failure -> failure.contains("is not inserted after"));
            }
            ExactlyOnce.assertRows(bed, ROWS);
        }
    }

    @Test
    void batchesOfACompleteCheckpointAreInsertedByTheJobThatGoesOnFromIt() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), Mode.PASS);
                JobTestBed bed = new JobTestBed("sensors").with("clickhouse.url", proxy.url())) {
            try (LocalJob job = bed.start()) {
                proxy.become(Mode.HANG);
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
                // The sink asks for something only when a checkpoint is complete.
                await(proxy, Phase.HUNG);
                job.cancel();
            }
            assertThat(bed.count("sensors")).isZero();

            bed.with("clickhouse.url", SharedStack.clickHouseUrl());
            goOn(bed);
        }
    }

    @Test
    void theJobRidesOutTheDeathOfTheEngine() throws Exception {
        Path dir = SharedStack.freshDir("dying-engine");
        try (JobTestBed bed = new JobTestBed("sensors").with("clickhouse.retry.max-backoff", "500 ms");
                LocalClickHouse engine = startEngine(dir, 0)) {
            bed.onEngine(engine.url());
            try (LocalJob job = bed.start();
                    SteadyReadings readings = new SteadyReadings(bed, bed.topic("sensors"), ROWS)) {
                bed.awaitRows("sensors", 1);
                engine.kill();
                try (LocalClickHouse again = startEngine(dir, engine.port())) {
                    assertThat(again.url()).isEqualTo(engine.url());
                    readings.awaitSent();
                    ExactlyOnce.awaitRows(bed, ROWS);
                    assertThat(JobFailures.of(job)).isEmpty();
                    job.close();
                    ExactlyOnce.assertRows(bed, ROWS);
                }
            }
        }
    }

    /** Starts the job on its last checkpoint, gives it more, and counts. */
    private static void goOn(JobTestBed bed) throws Exception {
        try (LocalJob job = bed.start()) {
            bed.send(bed.topic("sensors"), SteadyReadings.readings(ROWS, ROWS + MORE_ROWS));
            ExactlyOnce.awaitRows(bed, ROWS + MORE_ROWS);
            assertThat(JobFailures.of(job)).isEmpty();
        }
        ExactlyOnce.assertRows(bed, ROWS + MORE_ROWS);
    }

    private static LocalClickHouse startEngine(Path dir, int port) {
        return LocalClickHouse.start(new LocalClickHouse.Options(dir, port, SharedStack.USER, SharedStack.PASSWORD));
    }

    private static void await(FaultProxy proxy, Phase phase) throws InterruptedException {
        assertThat(proxy.events().await(phase, 1, JobTestBed.PATIENCE)).isTrue();
    }
}
