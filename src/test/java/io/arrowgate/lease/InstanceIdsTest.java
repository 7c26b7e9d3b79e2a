package io.arrowgate.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.junit.jupiter.api.Test;

class InstanceIdsTest {
    @Test
    void everyStartIsAnotherInstance() {
        Configuration flink = new Configuration();

        assertThat(InstanceIds.of(flink)).isNotEqualTo(InstanceIds.of(flink));
    }

    @Test
    void mainThatRunsAgainAfterAJobManagerFailoverIsTheSameInstance() {
        assertThat(InstanceIds.of(highlyAvailable("arrowgate", "ns")))
                .isEqualTo(InstanceIds.of(highlyAvailable("arrowgate", "ns")));
    }

    @Test
    void anotherDeploymentIsAnotherInstanceThoughItsJobHasTheSameId() {
        assertThat(InstanceIds.of(highlyAvailable("arrowgate", "staging")))
                .isNotEqualTo(InstanceIds.of(highlyAvailable("arrowgate", "production")));
    }

    private static Configuration highlyAvailable(String cluster, String namespace) {
        Configuration flink = new Configuration();
        flink.set(HighAvailabilityOptions.HA_MODE, "kubernetes");
        flink.set(HighAvailabilityOptions.HA_CLUSTER_ID, cluster);
        flink.setString("kubernetes.namespace", namespace);
        flink.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, "00000000000000000000000000000001");
        return flink;
    }
}
