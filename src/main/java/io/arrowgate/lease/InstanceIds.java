package io.arrowgate.lease;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;

/** Chooses the id under which an instance of the job holds its lease. */
public final class InstanceIds {
    /** Options that distinguish deployments with the same fixed job id. */
    private static final List<String> DEPLOYMENT = List.of(
            HighAvailabilityOptions.HA_CLUSTER_ID.key(),
            HighAvailabilityOptions.HA_STORAGE_PATH.key(),
            HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM.key(),
            HighAvailabilityOptions.HA_ZOOKEEPER_ROOT.key(),
            "kubernetes.namespace");

    private InstanceIds() {}

    /**
     * Returns a new random id, with one exception. In application mode with high availability, {@code main} runs again after a failover
     * of the JobManager, and Flink recovers the job that it persisted. The id is then derived from the job id, which stays the same.
     */
    public static String of(ReadableConfig flink) {
        var fixedJobId = flink.getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID);
        boolean highlyAvailable = !"NONE".equalsIgnoreCase(flink.get(HighAvailabilityOptions.HA_MODE));
        if (fixedJobId.isEmpty() || !highlyAvailable) {
            return UUID.randomUUID().toString();
        }
        StringBuilder deployment = new StringBuilder(fixedJobId.get());
        for (String key : DEPLOYMENT) {
            deployment.append('\n').append(flink.getOptional(text(key)).orElse(""));
        }
        return UUID.nameUUIDFromBytes(deployment.toString().getBytes(UTF_8)).toString();
    }

    private static ConfigOption<String> text(String key) {
        return ConfigOptions.key(key).stringType().noDefaultValue();
    }
}
