package io.arrowgate.tools;

import static io.arrowgate.testing.TestAwait.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.ArrowSchemas;
import io.arrowgate.config.JobSettings;
import io.arrowgate.job.ExactlyOnceAssertions;
import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.ListeningSockets;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.ClusterJobClient;
import io.arrowgate.tools.local.cluster.JobJar;
import io.arrowgate.tools.local.cluster.StandaloneCluster;
import io.arrowgate.tools.verify.Verifier;
import io.arrowgate.tools.verify.VerifyPlan;
import io.arrowgate.tools.verify.VerifyReport;
import io.arrowgate.tools.verify.finding.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs the job jar on a real cluster of a JobManager and a TaskManager process, with the class path of a Flink distribution. */
@Tag("long")
@Isolated("a cluster of JVMs needs the machine to itself")
class StandaloneClusterIT {
    private static final int ROWS = 10_000;
    private static final int MORE_ROWS = 10_000;
    private static final int HOT_ROWS = 3;
    /** Partitions of a topic that the job creates. */
    private static final int PARTITIONS = 3;

    /** Covers all in one test, because most of the time goes into starting the cluster and the jobs. */
    @Test
    void twoJobsSurviveATaskManagerFailureAndASavepointUpgrade() throws Exception {
        try (JobTestBed one = new JobTestBed("sensors").with("alerts.enabled", "true");
                JobTestBed two = new JobTestBed(one, "sensors");
                StandaloneCluster cluster = StandaloneCluster.start(
                        SharedStack.freshDir("cluster"),
                        new StandaloneCluster.Plan(1, 4, 0, true, Map.of("metrics.reporters", "prom")))) {
            ClusterJobClient jobs = cluster.jobs();
            String first = jobs.submit(JobJar.path(), one.arguments(), null);
            jobs.awaitRunning(first);
            // The first job leaves one of the four slots.
            String second = jobs.submit(JobJar.path(), two.arguments(), null);
            jobs.awaitRunning(second);
            assertParallelism(
                    jobs, first, PARTITIONS, "batch sensors", "insert into sensors", "watch sensors", "limit alerts");
            assertParallelism(jobs, second, 1, "batch sensors", "insert into sensors");
            if (ListeningSockets.areKnown()) {
                List<Long> processes = List.of(cluster.jobManagerPid(), cluster.taskManagerPid(0));
                assertThat(ListeningSockets.of(processes)).isNotEmpty();
                // Prometheus scrapes from other hosts: its reporter, which this test enables, has no setting for an
                // interface.
                assertThat(ListeningSockets.openToOthers(processes))
                        .allSatisfy(port -> assertThat(port).isBetween(9249, 9260));
            }
            one.keepRepeats();
            two.keepRepeats();

            // An alert of a built-in rule fires before the TaskManager dies, and resolves after.
            one.topics.send(one.topic("sensors"), 0, List.of(hot(0, 99), hot(11, 99)));
            awaitAlerts(one, "firing");

            // Events flow before the TaskManager dies, while there is none, and after its replacement has started.
            try (SteadyReadings readings = new SteadyReadings(one, one.topic("sensors"), ROWS)) {
                one.awaitRows("sensors", 1);
                two.awaitRows("sensors", 1);
                cluster.killTaskManager(0);
                cluster.startTaskManager();
                readings.awaitSent();
            }
            awaitScrape("flink_jobmanager_job_numRestarts", one.name);
            awaitScrape("flink_taskmanager_job_task_operator_arrowgate", one.name);
            one.topics.send(one.topic("sensors"), 0, List.of(hot(59, 20)));
            ExactlyOnceAssertions.awaitRows(one, ROWS + HOT_ROWS);
            ExactlyOnceAssertions.awaitRows(two, ROWS + HOT_ROWS);
            awaitAlerts(one, "resolved");
            assertThat(jobs.restores(first)).isPositive();
            assertThat(jobs.restores(second)).isPositive();

            jobs.cancel(second);
            assertThat(jobs.status(second)).isEqualTo(JobStatus.CANCELED);

            // Events continue to flow while another build, whose stream has one more column, takes over the job.
            int end = ROWS + MORE_ROWS;
            try (SteadyReadings readings = new SteadyReadings(one, one.topic("sensors"), ROWS, end)) {
                String savepoint = jobs.stopWithSavepoint(first);
                assertThat(jobs.status(first)).isEqualTo(JobStatus.FINISHED);
                one.withColumn("sensors", "{name: fan_rpm, type: int32}");
                String next = jobs.submit(buildWithStreamsOf(one), withoutStreamsDir(one), savepoint);
                readings.awaitSent();
                ExactlyOnceAssertions.awaitRows(one, end + HOT_ROWS);
                jobs.stopWithSavepoint(next);
            }

            ExactlyOnceAssertions.assertRows(one, end + HOT_ROWS);
            assertVerified(one);
            ExactlyOnceAssertions.assertRows(two, ROWS + HOT_ROWS);
            assertThat(one.query("SELECT groupArray(state), uniqExact(id) FROM"
                            + " (SELECT * FROM {db}.alerts FINAL WHERE rule = 'cpu-high' AND series['device'] = 'hot'"
                            + " ORDER BY state)"))
                    .isEqualTo("['firing','resolved']\t1");
        }
    }

    /** Neither job was given a parallelism. */
    private static void assertParallelism(ClusterJobClient jobs, String job, int expected, String... operators)
            throws Exception {
        Map<String, Integer> tasks = jobs.parallelism(job);
        for (String operator : operators) {
            assertThat(tasks)
                    .anySatisfy((task, parallelism) -> assertThat(task).contains(operator))
                    .allSatisfy((task, parallelism) -> assertThat(!task.contains(operator) || parallelism == expected)
                            .as("%s at %d", task, parallelism)
                            .isTrue());
        }
    }

    /** The job jar with the bed's definition of sensors as the built-in one. */
    private static Path buildWithStreamsOf(JobTestBed bed) throws IOException {
        Path jar = SharedStack.freshDir("build").resolve("arrowgate.jar");
        Files.copy(JobJar.path(), jar);
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            Files.copy(
                    bed.settings().streamsPath().resolve("sensors.yaml"),
                    content.getPath("streams/sensors.yaml"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return jar;
    }

    private static List<String> withoutStreamsDir(JobTestBed bed) {
        return bed.arguments().stream()
                .filter(argument -> !argument.startsWith("--streams.dir="))
                .toList();
    }

    /** Checks every column of both builds' rows, and that readers of the Arrow topic can distinguish the builds. */
    private static void assertVerified(JobTestBed bed) throws Exception {
        JobSettings settings = bed.settings();
        List<StreamDefinition> streams = StreamDefinitions.named(settings.streams(), settings.streamsPath());
        VerifyReport report = Verifier.run(VerifyPlan.entireTopics(settings, streams, true));
        assertThat(report.isConsistent()).as(report.toString()).isTrue();
        long earlier =
                report.streams().get("sensors").table().found(Finding.EARLIER).offsets();
        assertThat(bed.query("SELECT countIf(fan_rpm IS NULL AND device != 'hot') FROM {db}.sensors"))
                .isEqualTo(Long.toString(earlier));
        assertThat(earlier).isBetween((long) ROWS, (long) ROWS + MORE_ROWS - 1);
        assertThat(bed.read(bed.arrowTopic("sensors")))
                .extracting(batch -> new String(
                        batch.headers().lastHeader(ArrowHeaders.SCHEMA).value(), UTF_8))
                .containsOnly(
                        ArrowSchemas.fingerprint(ArrowSchemas.of(StreamDefinitions.builtIn("sensors"))),
                        ArrowSchemas.fingerprint(ArrowSchemas.of(streams.get(0))));
    }

    /** Scrapes JobManager and TaskManager, each on one port of the range in {@code flink-conf/}, for all jobs. */
    private static void awaitScrape(String metric, String job) {
        await(metric + " of " + job).until(() -> IntStream.rangeClosed(9249, 9260)
                .mapToObj(StandaloneClusterIT::scrape)
                .flatMap(String::lines)
                .anyMatch(line -> line.startsWith(metric) && line.contains("job_name=\"" + job + "\"")));
    }

    private static String scrape(int port) {
        try (InputStream metrics =
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes(), UTF_8);
        } catch (IOException e) {
            return ""; // No process listens on this port.
        }
    }

    private static String hot(int second, int cpuUsed) {
        return "{\"device\":\"hot\",\"ts\":\"2024-05-01T12:00:%02d.5Z\",\"cpu_used\":%d}".formatted(second, cpuUsed);
    }

    private static void awaitAlerts(JobTestBed bed, String state) {
        await("the alert to be " + state).untilAsserted(() -> assertThat(bed.query(
                        "SELECT count() FROM {db}.alerts FINAL WHERE rule = 'cpu-high' AND series['device'] = 'hot' AND state = '%s'"
                                .formatted(state)))
                .isEqualTo("1"));
    }
}
