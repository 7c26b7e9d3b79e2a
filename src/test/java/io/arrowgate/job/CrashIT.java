package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.Savepoints;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.testing.TestPorts;
import io.arrowgate.tools.local.LocalClickHouse;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RequestPhase;
import io.arrowgate.tools.local.process.LocalStackException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.junit.jupiter.api.Test;

/** Tests crashes at critical moments: every reading is exactly one row in the table and in the Arrow topic. */
class CrashIT {
    private static final int ROWS = 5000;
    private static final int MORE_ROWS = 1000;

    @Test
    void rowsWithoutAcknowledgementAreNotDuplicatedAfterTheRestart() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                JobTestBed bed = new JobTestBed("sensors").with("clickhouse.url", proxy.url())) {
            // Small batches, so that some are in the Arrow topic's open transaction that no checkpoint has.
            bed.with("batch.max-rows", "250");
            try (LocalJob job = bed.start();
                    SteadyReadings readings = new SteadyReadings(bed, bed.topic("sensors"), ROWS)) {
                proxy.setMode(ProxyMode.HOLD_INSERT_ANSWERS);
                await(proxy, RequestPhase.ANSWER_HELD);
                readings.awaitSent();
                job.cancel();
            }
            assertThat(bed.count("sensors")).isPositive().isLessThan(ROWS);

            proxy.setMode(ProxyMode.PASS);
            goOn(bed);
        }
    }

    @Test
    void lostAcknowledgementDoesNotDuplicateRowsAfterTaskFailure() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                JobTestBed bed = new JobTestBed("sensors").with("clickhouse.url", proxy.url())) {
            // The first lost response already fails the task.
            bed.with("clickhouse.retry.max-duration", "1 ms");
            try (LocalJob job = bed.start()) {
                proxy.setMode(ProxyMode.LOSE_INSERT_ANSWERS);
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
                await(proxy, RequestPhase.ANSWER_LOST);
                proxy.setMode(ProxyMode.PASS);
                ExactlyOnceAssertions.awaitRows(bed, ROWS);
                assertThat(JobFailures.of(job)).anyMatch(failure -> failure.contains("is not inserted after"));
            }
            ExactlyOnceAssertions.assertRows(bed, ROWS);
        }
    }

    @Test
    void restoredJobInsertsTheBatchesOfItsCheckpoint() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                JobTestBed bed = new JobTestBed("sensors").with("clickhouse.url", proxy.url())) {
            try (LocalJob job = bed.start()) {
                proxy.setMode(ProxyMode.HANG);
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
                // The sink sends requests only after a checkpoint is complete.
                await(proxy, RequestPhase.HUNG);
                job.cancel();
            }
            assertThat(bed.count("sensors")).isZero();

            bed.with("clickhouse.url", SharedStack.clickHouseUrl());
            goOn(bed);
        }
    }

    @Test
    void jobRecoversFromACrashOfTheEngine() throws Exception {
        Path dir = SharedStack.freshDir("dying-engine");
        try (JobTestBed bed = new JobTestBed("sensors").with("clickhouse.retry.max-backoff", "500 ms");
                LocalClickHouse engine = startEngine(dir, TestPorts.next())) {
            bed.onEngine(engine.url());
            try (LocalJob job = bed.start();
                    SteadyReadings readings = new SteadyReadings(bed, bed.topic("sensors"), ROWS)) {
                bed.awaitRows("sensors", 1);
                engine.kill();
                try (LocalClickHouse again = startEngine(dir, engine.port())) {
                    assertThat(again.url()).isEqualTo(engine.url());
                    readings.awaitSent();
                    ExactlyOnceAssertions.awaitRows(bed, ROWS);
                    assertThat(JobFailures.of(job)).isEmpty();
                    job.close();
                    ExactlyOnceAssertions.assertRows(bed, ROWS);
                }
            }
        }
    }

    /** Restarts the job from its last checkpoint, sends more readings, and counts the rows. */
    private static void goOn(JobTestBed bed) throws Exception {
        try (LocalJob job = bed.start()) {
            bed.send(bed.topic("sensors"), SteadyReadings.readings(ROWS, ROWS + MORE_ROWS));
            ExactlyOnceAssertions.awaitRows(bed, ROWS + MORE_ROWS);
            assertThat(JobFailures.of(job)).isEmpty();
        }
        ExactlyOnceAssertions.assertRows(bed, ROWS + MORE_ROWS);
    }

    @Test
    void checkpointAfterAStopIsRestoredWithoutTheSavepoint() throws Exception {
        // By default small state is in the metadata instead of files.
        Configuration files = new Configuration();
        files.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
        try (JobTestBed bed = new JobTestBed("sensors").with("alerts.enabled", "true")) {
            Path checkpoints = Path.of(URI.create(bed.settings().checkpointDir()));
            try (LocalJob stopped = LocalJob.start(bed.settings(), files, 0, line -> {})) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
                ExactlyOnceAssertions.awaitRows(bed, ROWS);
            }
            assertThat(Savepoints.kindsOfKeyedState(checkpoints))
                    .as("keyed state in the format of RocksDB, which is restored fast")
                    .containsExactly(IncrementalRemoteKeyedStateHandle.class);
            try (LocalJob killed = LocalJob.start(bed.settings(), files, 0, line -> {})) {
                killed.awaitFirstCheckpoint(killed.restartWatch(line -> {}), () -> false);
                killed.cancel();
            }
            assertThat(checkpoints).isDirectoryNotContaining("glob:**savepoint-*");
            goOn(bed);
        }
    }

    @Test
    void endBeforeTheFirstCheckpointIsReportedWithItsCause() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").with("checkpoint.interval", "5 min");
                LocalJob job = bed.start()) {
            job.cancel();

            assertThatThrownBy(() -> job.awaitFirstCheckpoint(job.restartWatch(line -> {}), () -> false))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageStartingWith("the job did not start")
                    .hasCauseInstanceOf(JobCancellationException.class);
        }
    }

    private static LocalClickHouse startEngine(Path dir, int port) {
        return LocalClickHouse.start(new LocalClickHouse.Options(dir, port, SharedStack.USER, SharedStack.PASSWORD));
    }

    private static void await(FaultProxy proxy, RequestPhase requestPhase) throws InterruptedException {
        assertThat(proxy.events().await(requestPhase, 1, JobTestBed.PATIENCE)).isTrue();
    }
}
