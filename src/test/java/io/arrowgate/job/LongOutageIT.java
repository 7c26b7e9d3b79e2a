package io.arrowgate.job;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests a ClickHouse outage that lasts four times the timeout of Kafka transactions. */
@Order(2) // takes long: it begins early
@Tag("long")
class LongOutageIT {
    private static final Duration TRANSACTION_TIMEOUT = transactionTimeout();
    private static final int ROWS = 300;
    private static final int MORE_ROWS = 600;
    private static final int ROWS_PER_SECOND = 100;
    /** Some 30 bytes per row: more than the network buffers between a writer and its committer hold. */
    private static final int BURST_ROWS = 60_000;

    private int sentPerSecond = ROWS;

    @Test
    void quietBusyAndBackpressuredStreamsAreCompleteAfterTheOutage() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                JobTestBed quiet = bed(proxy);
                JobTestBed busy = bed(proxy);
                JobTestBed backPressured = bed(proxy)
                        .with("clickhouse.spill-threshold", "32 mb")
                        .with("clickhouse.max-buffered-bytes", "32 mb");
                LocalJob quietJob = quiet.start();
                LocalJob busyJob = busy.start();
                LocalJob backPressuredJob = backPressured.start()) {
            // Given: a completed checkpoint with pending batches
            proxy.setMode(ProxyMode.HANG);
            for (JobTestBed bed : List.of(quiet, busy, backPressured)) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
            }
            for (JobTestBed bed : List.of(quiet, busy, backPressured)) {
                bed.awaitArrowRows("sensors", 1);
            }
            // When: the quiet stream ends in an open transaction, the others continue
            quiet.send(quiet.topic("sensors"), SteadyReadings.readings(ROWS, ROWS + MORE_ROWS));
            backPressured.send(backPressured.topic("sensors"), incompressible(BURST_ROWS));
            sendEachSecond(TRANSACTION_TIMEOUT.multipliedBy(4), busy, backPressured);
            proxy.setMode(ProxyMode.PASS);
            sendEachSecond(TRANSACTION_TIMEOUT.dividedBy(4), busy, backPressured);
            // Then
            awaitComplete(quiet, quietJob, ROWS + MORE_ROWS);
            awaitComplete(busy, busyJob, sentPerSecond);
            awaitComplete(backPressured, backPressuredJob, sentPerSecond + BURST_ROWS);
        }
    }

    /** A slow machine has slower checkpoints, whose time limit derives from this. */
    private static Duration transactionTimeout() {
        Duration scaled = MachineSpeed.seconds(12);
        return scaled.toSeconds() < 24 ? scaled : Duration.ofSeconds(24);
    }

    private void sendEachSecond(Duration time, JobTestBed... beds) throws Exception {
        for (int second = 0; second < time.toSeconds(); second++) {
            List<String> readings = SteadyReadings.readings(sentPerSecond, sentPerSecond + ROWS_PER_SECOND);
            for (JobTestBed bed : beds) {
                bed.send(bed.topic("sensors"), readings);
            }
            sentPerSecond += ROWS_PER_SECOND;
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static JobTestBed bed(FaultProxy proxy) throws Exception {
        return new JobTestBed("sensors")
                .with("clickhouse.url", proxy.url())
                .with("checkpoint.interval", "2 s")
                .with("clickhouse.request-timeout", "5 s")
                .with("clickhouse.retry.max-backoff", "500 ms")
                .with("kafka.transaction-timeout", TRANSACTION_TIMEOUT.toMillis() + " ms");
    }

    private static void awaitComplete(JobTestBed bed, LocalJob job, int rows) throws Exception {
        await(rows + " rows").until(() -> job.hasEnded() || bed.count("sensors") >= rows);
        assertThat(job.hasEnded() ? job.failure() : null).isNull();
        ExactlyOnceAssertions.awaitRows(bed, rows);
        ExactlyOnceAssertions.assertRows(bed, rows);
    }

    private static List<String> incompressible(int rows) {
        Random random = new Random(1);
        return IntStream.range(0, rows)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "{\"device\":\"d%d\",\"ts\":\"2024-05-01T12:00:00.%06dZ\",\"cpu_used\":%f,\"cpu_free\":%f,"
                                + "\"memory_used\":%f,\"memory_free\":%f,\"run_elapsed_ms\":%d}",
                        i % 7,
                        random.nextInt(1_000_000),
                        random.nextFloat(100),
                        random.nextFloat(100),
                        random.nextFloat(100),
                        random.nextFloat(100),
                        random.nextInt(1_000_000_000)))
                .toList();
    }
}
