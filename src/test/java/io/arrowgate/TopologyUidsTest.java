package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Every savepoint finds an operator's state by these names: one that is missing here has lost its state. */
class TopologyUidsTest {
    private static final JobSettings SETTINGS = JobSettings.from(SettingsLoader.load(
            Map.of(
                    "job.name", "uids",
                    "streams", "sensors,turnstiles",
                    "kafka.bootstrap-servers", "localhost:9",
                    "clickhouse.url", "http://localhost:9"),
            null,
            Map.of()));

    @Test
    void uidsOfTheRealTopologyNeverChange() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(FlinkDefaults.of(SETTINGS));
        Topology.build(environment, SETTINGS, StreamDefinitions.named(SETTINGS.streams(), null), new WithoutBroker());

        assertThat(environment.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
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

    /** The real sources and sinks connect only when they run; the one question that is asked before has its answer here. */
    private static final class WithoutBroker extends DelegatingConnectors {
        WithoutBroker() {
            super(SETTINGS);
        }

        @Override
        public int partitions(StreamDefinition stream) {
            return 3;
        }
    }
}
