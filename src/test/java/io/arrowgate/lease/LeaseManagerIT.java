package io.arrowgate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LeaseLogFactory;
import io.arrowgate.lease.log.LeaseOwner;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Leases on a real broker, by its clock. */
class LeaseManagerIT {
    private final String jobName = SharedStack.uniqueName("leased");

    @Test
    void exactlyOneOfSimultaneousStartsAcquiresTheLease() throws Exception {
        int starts = 4;
        JobSettings settings = settings(Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(starts);
        try {
            List<Future<Lease>> attempts = new ArrayList<>();
            for (int i = 0; i < starts; i++) {
                String instance = "instance-" + i;
                attempts.add(threads.submit(() -> LeaseManager.acquire(settings, instance, line -> {})));
            }
            List<Lease> winners = new ArrayList<>();
            for (Future<Lease> attempt : attempts) {
                try {
                    winners.add(attempt.get());
                } catch (ExecutionException e) {
                    assertThat(e).cause().isInstanceOf(LeaseUnavailableException.class);
                }
            }
            assertThat(winners).hasSize(1);
            LeaseManager.release(settings, winners.get(0));
            assertThat(LeaseManager.acquire(settings, "next", line -> {}).token())
                    .isGreaterThan(winners.get(0).token());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void leaseOfAnInstanceThatNoLongerRenewsIsAcquiredAfterItsDuration() throws Exception {
        JobSettings settings = settings(Map.of("job.lease-acquire-timeout", "30 s"));
        Lease crashed = LeaseManager.acquire(settings, "crashed", line -> {});
        Duration validity = settings.lease().duration();
        new LeaseRenewal(LeaseLogFactory.of(settings), crashed, LeaseOwner.detached(crashed.since()), validity).renew();

        Lease next = LeaseManager.acquire(settings, "next", line -> {});

        assertThat(Duration.between(crashed.since(), next.since())).isBetween(validity, MachineSpeed.seconds(20));
    }

    @Test
    void missingTopicIsAnErrorThatSaysHowToCreateIt() {
        JobSettings settings =
                settings(Map.of("kafka.create-topics", "false", "kafka.leases-topic", jobName + "-none"));

        assertThatThrownBy(() -> LeaseManager.acquire(settings, "one", line -> {}))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("kafka.leases-topic", "does not exist", "LogAppendTime");
    }

    @Test
    void topicWithTheClientsTimesIsAnErrorThatNamesTheSetting() throws Exception {
        String topic = jobName + "-create-time";
        JobSettings settings = settings(Map.of("kafka.leases-topic", topic));
        new KafkaAdmin(settings.kafka()).createMissingTable(topic);

        assertThatThrownBy(() -> LeaseManager.acquire(settings, "one", line -> {}))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("message.timestamp.type=LogAppendTime");
    }

    private JobSettings settings(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "job.name", jobName,
                "job.lease-duration", "1 s",
                "job.lease-acquire-timeout", "2 s",
                "kafka.bootstrap-servers", SharedStack.bootstrapServers(),
                "clickhouse.url", "http://localhost:9"));
        options.putAll(more);
        return JobSettings.from(SettingsLoader.load(options, null, Map.of()));
    }
}
