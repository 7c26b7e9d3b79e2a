package io.arrowgate;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.rest.RestClient;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.rest.messages.ClusterOverviewHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the task slots of the cluster that the job is submitted to.
 *
 * @param total slots of all registered TaskManagers
 * @param free slots of these that are available
 */
record ClusterSlots(int total, int free) {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterSlots.class);

    /** Time in which a job that was just stopped releases its slots. */
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(3);

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 250;

    /** {@code flink run} against a standalone cluster, and the JobManager's own REST endpoint. */
    private static final Set<String> SESSION_TARGETS = Set.of("remote", "embedded");
    /** Options of resource managers that start TaskManagers on demand. */
    private static final Set<String> ELASTIC_KEYS = Set.of("kubernetes.cluster-id", "yarn.application.id");

    /**
     * Queries the cluster's slots. If the cluster has {@code wanted} slots, waits up to {@link #RELEASE_LIMIT} until they are free.
     *
     * @return empty if the cluster is unavailable or starts TaskManagers on demand
     */
    static Optional<ClusterSlots> awaitFree(ReadableConfig config, int wanted) throws InterruptedException {
        String target = config.getOptional(DeploymentOptions.TARGET).orElse("");
        if (target.equals("local")) {
            return config.getOptional(TaskManagerOptions.NUM_TASK_SLOTS).map(slots -> new ClusterSlots(slots, slots));
        }
        if (!SESSION_TARGETS.contains(target) || ELASTIC_KEYS.stream().anyMatch(key -> isSet(config, key))) {
            return Optional.empty();
        }
        Configuration flink = Configuration.fromMap(config.toMap());
        String host = flink.get(RestOptions.ADDRESS);
        try (RestClient client = new RestClient(flink, Runnable::run)) {
            long deadline = System.nanoTime() + RELEASE_LIMIT.toNanos();
            ClusterSlots slots = query(client, host, flink.get(RestOptions.PORT));
            while (slots.free < wanted && slots.total >= wanted && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                slots = query(client, host, flink.get(RestOptions.PORT));
            }
            // Before the first TaskManager has registered, the number of slots is unknown.
            return slots.total == 0 ? Optional.empty() : Optional.of(slots);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("Cannot query the task slots of Flink at {}: {}", host, e.toString());
            return Optional.empty();
        }
    }

    private static ClusterSlots query(RestClient client, String host, int port) throws Exception {
        ClusterOverviewWithVersion overview = client.sendRequest(host, port, ClusterOverviewHeaders.getInstance())
                .get(RESPONSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        return new ClusterSlots(overview.getNumSlotsTotal(), overview.getNumSlotsAvailable());
    }

    private static boolean isSet(ReadableConfig config, String key) {
        return config.getOptional(ConfigOptions.key(key).stringType().noDefaultValue())
                .isPresent();
    }
}
