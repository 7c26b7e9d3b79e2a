package io.arrowgate.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.job.ExactlyOnceAssertions;
import io.arrowgate.stream.ChangedStreams;
import io.arrowgate.testing.ArrowgateProcess;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.cli.data.ReplayCommand;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxiedRequest;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RequestBreakpoint;
import io.arrowgate.tools.local.fault.RequestPhase;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Checks that a replay rebuilds a table exactly once, across repetitions and interruptions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayIT {
    private static final int ROWS = 400;
    private static final Duration PATIENCE = MachineSpeed.seconds(30);

    private JobTestBed bed;

    /** Writes every row twice, with different batch boundaries, as after the restore of an older savepoint. */
    @BeforeAll
    void fillTheTopic() throws Exception {
        bed = new JobTestBed("sensors").with("batch.max-rows", "23");
        bed.topics.create(bed.topic("sensors"), 2, Map.of());
        try (LocalJob job = bed.start()) {
            bed.topics.send(bed.topic("sensors"), 0, readings(0, ROWS / 2));
            bed.topics.send(bed.topic("sensors"), 1, readings(ROWS / 2, ROWS));
            ExactlyOnceAssertions.awaitRows(bed, ROWS);
            assertThat(job.hasEnded()).isFalse();
        }
        bed.with("batch.max-rows", "31").forgetState();
        try (LocalJob job = bed.start()) {
            bed.awaitArrowRows("sensors", 2 * ROWS);
            assertThat(job.hasEnded()).isFalse();
        }
    }

    @AfterAll
    void close() {
        bed.close();
    }

    /** Creates one event an hour, for days. */
    private static List<String> readings(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(i -> "{\"device\":\"d%d\",\"ts\":\"2024-05-%02dT%02d:00:00.%06dZ\",\"cpu_used\":%d.5}"
                        .formatted(i % 7, 1 + i / 24, i % 24, i, i % 100))
                .toList();
    }

    @Test
    void repeatedReplayIntoAnotherTableInsertsEachRowOnce() {
        ArrowgateProcess first = replay("--table=rebuilt");
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.out()).contains("rebuilt: ", "batches with 800 rows, 400 of them already present");
        assertThat(digest("rebuilt")).isEqualTo(digest("sensors"));

        assertThat(replay("--table=rebuilt").out()).contains("batches with 800 rows, 800 of them already present");
        assertThat(digest("rebuilt")).isEqualTo(digest("sensors"));
    }

    @Test
    void replayRestoresLostRowsDespiteRememberedTokens() {
        replay("--table=damaged");
        bed.query("ALTER TABLE {db}.damaged DROP PARTITION 20240503, DROP PARTITION 20240509");

        ArrowgateProcess again = replay("--table=damaged");

        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(digest("damaged")).isEqualTo(digest("sensors"));
    }

    @Test
    void replayResumesAfterAnOutageInTheMiddleOfAnInsert() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS)) {
            List<String> viaProxy = new ArrayList<>(bed.arguments());
            viaProxy.replaceAll(
                    flag -> flag.startsWith("--clickhouse.url=") ? "--clickhouse.url=" + proxy.url() : flag);
            CompletableFuture<ArrowgateProcess> running = CompletableFuture.supplyAsync(() -> ArrowgateProcess.of(
                    new ReplayCommand(),
                    viaProxy,
                    "--stream=sensors",
                    "--table=interrupted",
                    "--clickhouse.retry.max-duration=300 ms"));
            // Given: some batches are acknowledged; the rows of another one are inserted, but its response is lost
            assertThat(proxy.events().await(RequestPhase.DONE, 30, PATIENCE)).isTrue();
            try (RequestBreakpoint requestBreakpoint = proxy.breakAt(RequestPhase.ANSWERED, ProxiedRequest::isInsert)) {
                assertThat(requestBreakpoint.await(PATIENCE)).isPresent();
                proxy.setMode(ProxyMode.REFUSE);
                requestBreakpoint.drop();
                ArrowgateProcess broken = running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(broken.exitCode()).as(broken.toString()).isEqualTo(1);
                assertThat(broken.err()).contains("Restore ClickHouse");
            }
        }
        long half = bed.count("interrupted");
        assertThat(half).isBetween(1L, ROWS - 1L);

        ArrowgateProcess again = replay("--table=interrupted");

        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(digest("interrupted")).isEqualTo(digest("sensors"));
    }

    @Test
    void timeRangeSelectsWholeBatchesByEventTime() {
        ArrowgateProcess run = replay("--table=part", "--from=2024-05-03T00:00:00Z", "--to=2024-05-04T00:00:00Z");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(bed.query("SELECT countIf(toDate(ts) = '2024-05-03') FROM {db}.part"))
                .isEqualTo("24");
        assertThat(bed.count("part")).as("batches, not the whole topic").isLessThan(ROWS / 2);
        assertThat(replay("--from=yesterday").err()).contains("--from", "'yesterday' is not a time");
        ArrowgateProcess unknown = ArrowgateProcess.of(new ReplayCommand(), bed.arguments(), "--stream=sensor");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("did you mean 'sensors'");
    }

    @Test
    void batchesWithoutALaterColumnHaveNullThere() throws Exception {
        ArrowgateProcess run = ArrowgateProcess.of(
                new ReplayCommand(),
                withColumn("{name: site, type: string, dictionary: true}"),
                "--stream=sensors",
                "--table=with_site");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("batches with 800 rows, 400 of them already present");
        assertThat(bed.query("SELECT count(), countIf(site IS NULL), uniqExact(_topic_id, _partition, _offset) FROM"
                        + " {db}.with_site"))
                .isEqualTo("400\t400\t400");
        assertThat(bed.query("SELECT count(), sum(cityHash64(toString(tuple(* EXCEPT site)))) FROM {db}.with_site"))
                .isEqualTo(digest("sensors"));
    }

    @Test
    void batchesWithoutARequiredColumnAreRejected() throws Exception {
        ArrowgateProcess run = ArrowgateProcess.of(
                new ReplayCommand(),
                withColumn("{name: site, type: string, required: true}"),
                "--stream=sensors",
                "--table=with_required_site");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("batch sensors/", "without [site]", "Remove `required`");
        assertThat(bed.count("with_required_site")).isZero();
    }

    /** Returns the flags of the test bed, with a definition that has one more column. */
    private List<String> withColumn(String column) throws Exception {
        Path streams = SharedStack.freshDir("streams");
        String yaml = Files.readString(bed.settings().streamsPath().resolve("sensors.yaml"));
        Files.writeString(streams.resolve("sensors.yaml"), ChangedStreams.withColumn(yaml, column));
        List<String> flags = new ArrayList<>(bed.arguments());
        flags.replaceAll(flag -> flag.startsWith("--streams.dir=") ? "--streams.dir=" + streams : flag);
        return flags;
    }

    private ArrowgateProcess replay(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--stream=sensors");
        return ArrowgateProcess.of(new ReplayCommand(), bed.arguments(), all.toArray(String[]::new));
    }

    /** Queries without FINAL; one of the tables has kept its duplicates. */
    private String digest(String table) {
        return bed.query("SELECT count(), sum(cityHash64(toString(tuple(*)))) FROM {db}." + table);
    }
}
