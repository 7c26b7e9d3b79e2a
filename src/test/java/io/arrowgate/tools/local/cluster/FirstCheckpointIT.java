package io.arrowgate.tools.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.testing.TestPorts;
import io.arrowgate.tools.live.sample.JobMetricsReader;
import io.arrowgate.tools.local.process.LocalStackException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests what is reported about a job before its first checkpoint, with jobs in a Flink mini-cluster. */
class FirstCheckpointIT {
    private static final String NAME = "first checkpoint";

    private final URI flink = URI.create("http://127.0.0.1:" + TestPorts.next());
    private final ClusterJobClient jobs = new ClusterJobClient(new FlinkRestClient(flink));
    private final List<String> lines = new ArrayList<>();
    private JobClient job;

    private String start(boolean failing, Duration checkpointInterval) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.PORT, flink.getPort());
        configuration.set(RestOptions.BIND_PORT, Integer.toString(flink.getPort()));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(500));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration);
        environment.setParallelism(1);
        environment.enableCheckpointing(checkpointInterval.toMillis());
        environment
                .fromSequence(1, Long.MAX_VALUE)
                .map(number -> {
                    if (failing) {
                        throw new IllegalStateException("first line\nsecond line");
                    }
                    return number;
                })
                .sinkTo(new DiscardingSink<>());
        job = environment.executeAsync(NAME);
        return job.getJobID().toString();
    }

    @AfterEach
    void cancel() throws Exception {
        job.cancel().get();
        job.getJobExecutionResult().handle((result, failure) -> null).get();
    }

    private boolean await(String id, Duration restartsLimit) throws Exception {
        return new FirstCheckpoint(jobs, id, restartsLimit)
                .await(RestartReporter.of(jobs, id, lines::add), () -> false);
    }

    @Test
    void jobIsReadyWithItsFirstCheckpoint() throws Exception {
        String id = start(false, Duration.ofMillis(100));

        assertThat(await(id, Duration.ofSeconds(60))).isTrue();

        assertThat(jobs.newestCheckpoint(id)).isPositive();
        assertThat(lines).isEmpty();
    }

    @Test
    void firstCheckpointDoesNotWaitForTheInterval() throws Exception {
        String id = start(false, Duration.ofHours(1));

        assertThat(await(id, Duration.ofSeconds(60))).isTrue();

        assertThat(jobs.newestCheckpoint(id)).isEqualTo(1);
    }

    @Test
    void stopEndsTheWait() throws Exception {
        String id = start(false, Duration.ofHours(1));

        assertThat(new FirstCheckpoint(jobs, id).await(RestartReporter.of(jobs, id, lines::add), () -> true))
                .isFalse();
    }

    @Test
    void jobThatKeepsFailingIsReportedWithItsCause() throws Exception {
        String id = start(true, Duration.ofMillis(100));

        assertThatThrownBy(() -> await(id, Duration.ofSeconds(1)))
                .isInstanceOf(LocalStackException.class)
                .hasMessageMatching(
                        "(?s)the job completed no checkpoint within \\d+ s; it failed \\d+ times?, last with:"
                                + " first line\nsecond line");

        assertThat(lines)
                .containsExactly(
                        "The job failed and restarts: first line second line",
                        "It resumes once the cause is removed. Stack traces: " + flink + "/#/job/running/" + id
                                + "/exceptions");
    }

    @Test
    void livePageHasTheCauseWhileTheJobRestarts() throws Exception {
        start(true, Duration.ofMillis(100));
        JobMetricsReader reader = new JobMetricsReader(new FlinkRestClient(flink), NAME);

        Awaitility.await()
                .untilAsserted(() -> assertThat(reader.read().failure()).isEqualTo("first line second line"));
    }
}
