package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.stream.StreamDefinitions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Every savepoint finds an operator's state by these names: one that is missing here has lost its state. */
class TopologyUidsTest {
    private static final JobSettings SETTINGS = settings(Map.of());

    @Test
    void uidsOfTheRealTopologyNeverChange() throws Exception {
        assertThat(uids(SETTINGS))
                .containsExactlyInAnyOrder(
                        "lease-source",
                        "lease",
                        "sensors-source",
                        "sensors-batches",
                        "sensors-arrow-topic",
                        "Sink Committer: sensors-arrow-topic",
                        "sensors-clickhouse",
                        "Sink Committer: sensors-clickhouse",
                        "turnstiles-source",
                        "turnstiles-batches",
                        "turnstiles-arrow-topic",
                        "Sink Committer: turnstiles-arrow-topic",
                        "turnstiles-clickhouse",
                        "Sink Committer: turnstiles-clickhouse",
                        "dead-letters",
                        "Sink Committer: dead-letters",
                        "dead-letters-clickhouse",
                        "reports-ticks",
                        "reports",
                        "alert-rules-source",
                        "alert-rules",
                        "sensors-alerts",
                        "turnstiles-alerts",
                        "alert-storms",
                        "alerts-topic",
                        "Sink Committer: alerts-topic",
                        "alerts-clickhouse");
    }

    @Test
    void aLakeAddsOperatorsAndChangesNone() throws Exception {
        List<String> before = uids(SETTINGS);
        List<String> withLake = uids(settings(Map.of("lake.path", "/lake")));

        assertThat(withLake).containsAll(before);
        assertThat(withLake)
                .filteredOn(uid -> !before.contains(uid))
                .containsExactlyInAnyOrder(
                        "sensors-lake",
                        "Sink Committer: sensors-lake",
                        "turnstiles-lake",
                        "Sink Committer: turnstiles-lake");
    }

    private static JobSettings settings(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "job.name", "uids",
                "streams", "sensors,turnstiles",
                "kafka.bootstrap-servers", "localhost:9",
                "clickhouse.url", "http://localhost:9"));
        options.putAll(more);
        return JobSettings.from(SettingsLoader.load(options, null, Map.of()));
    }

    private static List<String> uids(JobSettings settings) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(FlinkDefaults.of(settings));
        Topology.build(
                environment,
                settings,
                StreamDefinitions.named(settings.streams(), null),
                new OfflineConnectors(settings, 3));
        return environment.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .toList();
    }
}
