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
 * The task slots of the cluster that a job is submitted to.
 *
 * @param total of all registered TaskManagers
 * @param free of them
 */
record ClusterSlots(int total, int free) {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterSlots.class);

    /** So long a job that was just stopped may take to give its slots back. */
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(3);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 250;

    /** {@code flink run} against a standalone cluster, and the JobManager's own REST endpoint. */
    private static final Set<String> SESSION_TARGETS = Set.of("remote", "embedded");
    /** Resource managers with these start TaskManagers as a job needs them. */
    private static final Set<String> ELASTIC_KEYS = Set.of("kubernetes.cluster-id", "yarn.application.id");

    /**
     * Asks the cluster for its slots; waits for some seconds until so many are free, if it has that many.
     *
     * @return empty if nobody can be asked, or the cluster starts TaskManagers by itself
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
            ClusterSlots slots = ask(client, host, flink.get(RestOptions.PORT));
            while (slots.free < wanted && slots.total >= wanted && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                slots = ask(client, host, flink.get(RestOptions.PORT));
            }
            // Before the first TaskManager has registered nobody knows how many will.
            return slots.total == 0 ? Optional.empty() : Optional.of(slots);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("Cannot query the task slots of Flink at {}: {}", host, e.toString());
            return Optional.empty();
        }
    }

    private static ClusterSlots ask(RestClient client, String host, int port) throws Exception {
        ClusterOverviewWithVersion overview = client.sendRequest(host, port, ClusterOverviewHeaders.getInstance())
                .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        return new ClusterSlots(overview.getNumSlotsTotal(), overview.getNumSlotsAvailable());
    }

    private static boolean isSet(ReadableConfig config, String key) {
        return config.getOptional(ConfigOptions.key(key).stringType().noDefaultValue())
                .isPresent();
    }
}
