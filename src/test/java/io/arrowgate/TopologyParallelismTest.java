package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.stream.StreamDefinitions;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** How many subtasks each operator has, by what the user and the cluster say; the topics have six partitions. */
class TopologyParallelismTest {
    private static final int PARTITIONS = 6;

    @Test
    void withoutAnyOptionOperatorsHaveAsManySubtasksAsTheTopicHasPartitions() throws Exception {
        assertParallelism(build(new Configuration(), Map.of()), PARTITIONS, PARTITIONS);
    }

    /** Flink's stock configuration has it, and so has a REST request without a parallelism. */
    @Test
    void defaultParallelismOfOneCountsAsNoOption() throws Exception {
        assertParallelism(build(flink(1), Map.of()), PARTITIONS, PARTITIONS);
    }

    @Test
    void parallelismOptionHoldsForSourcesSinksAlertsAndStorms() throws Exception {
        assertParallelism(build(new Configuration(), Map.of("parallelism", "3")), 3, 3);
        assertParallelism(build(new Configuration(), Map.of("parallelism", "1")), 1, 1);
    }

    @Test
    void parallelismOfFlinkRunHoldsForSourcesSinksAlertsAndStorms() throws Exception {
        assertParallelism(build(flink(4), Map.of()), 4, 4);
    }

    @Test
    void parallelismOptionTakesPrecedenceOverFlinkRun() throws Exception {
        assertParallelism(build(flink(4), Map.of("parallelism", "2")), 2, 2);
    }

    @Test
    void operatorsOfAStreamHaveNoMoreSubtasksThanPartitionsButItsAlertsMay() throws Exception {
        assertParallelism(build(flink(10), Map.of()), PARTITIONS, 10);
        assertParallelism(build(flink(200), Map.of()), PARTITIONS, 128);
    }

    @Test
    void withoutAnyOptionASmallClusterBoundsTheParallelism() throws Exception {
        Configuration flink = new Configuration();
        flink.set(DeploymentOptions.TARGET, "local");
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, 2);

        assertParallelism(build(flink, Map.of()), 2, 2);
    }

    @Test
    void alertOperatorsHaveAKeyGroupForEachBucket() throws Exception {
        assertThat(build(new Configuration(), Map.of()).get("sensors-alerts").getMaxParallelism())
                .isEqualTo(128);
        assertThat(build(flink(100), Map.of()).get("sensors-alerts").getMaxParallelism())
                .isEqualTo(128);
    }

    /** The way to restore alerts of a job whose state has another max parallelism. */
    @Test
    void maxParallelismOfTheUserHoldsForAlertOperators() throws Exception {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.MAX_PARALLELISM, 256);

        assertThat(build(flink, Map.of()).get("sensors-alerts").getMaxParallelism())
                .isEqualTo(256);
    }

    private static Configuration flink(int parallelism) {
        Configuration flink = new Configuration();
        flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        return flink;
    }

    private static void assertParallelism(Map<String, StreamNode> operators, int ofStream, int ofAlerts) {
        Map<String, Integer> expected = new TreeMap<>();
        for (String operator : new String[] {"source", "batches", "arrow-topic", "clickhouse", "lake"}) {
            expected.put("sensors-" + operator, ofStream);
        }
        for (String sink : new String[] {"arrow-topic", "clickhouse", "lake"}) {
            expected.put("Sink Committer: sensors-" + sink, ofStream);
        }
        expected.put("sensors-alerts", ofAlerts);
        expected.put("alert-storms", ofAlerts);
        expected.put("alerts-topic", ofAlerts);
        expected.put("Sink Committer: alerts-topic", ofAlerts);
        for (String single : new String[] {
            "dead-letters",
            "Sink Committer: dead-letters",
            "dead-letters-clickhouse",
            "reports-ticks",
            "reports",
            "alert-rules-source",
            "alert-rules",
            "alerts-clickhouse",
            "lease-source",
            "lease"
        }) {
            expected.put(single, 1);
        }
        Map<String, Integer> found = new TreeMap<>();
        operators.forEach((uid, node) -> found.put(uid, node.getParallelism()));
        assertThat(found).isEqualTo(expected);
    }

    private static Map<String, StreamNode> build(Configuration flink, Map<String, String> more) throws Exception {
        Map<String, String> options = new HashMap<>(Map.of(
                "job.name", "parallelism",
                "streams", "sensors",
                "kafka.bootstrap-servers", "localhost:9",
                "clickhouse.url", "http://localhost:9",
                "lake.path", "/lake"));
        options.putAll(more);
        JobSettings settings = JobSettings.from(SettingsLoader.load(options, null, Map.of()));
        Configuration all = FlinkDefaults.of(settings);
        all.addAll(flink);
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(all);
        Topology.build(
                environment,
                settings,
                StreamDefinitions.named(settings.streams(), null),
                new OfflineConnectors(settings, PARTITIONS));
        Map<String, StreamNode> operators = new HashMap<>();
        for (StreamNode node : environment.getStreamGraph().getStreamNodes()) {
            operators.put(node.getTransformationUID(), node);
        }
        return operators;
    }
}
