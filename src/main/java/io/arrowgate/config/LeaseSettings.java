package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.check;
import static io.arrowgate.config.option.SettingChecks.checkTopic;

import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * Describes where and for how long a running job holds the lease of its {@code job.name}.
 *
 * @param topic of the leases of all jobs
 * @param duration how long the lease stays valid after its last renewal
 * @param acquireTimeout how long a start waits while another instance holds the lease
 */
public record LeaseSettings(String topic, Duration duration, Duration acquireTimeout) implements Serializable {
    /** Limits the duration: with less, a pause of the garbage collector would end the lease. */
    private static final Duration MIN_DURATION = Duration.ofSeconds(1);

    public LeaseSettings {
        checkTopic(ArrowgateOptions.KAFKA_LEASES_TOPIC, topic);
        check(
                duration.compareTo(MIN_DURATION) >= 0,
                ArrowgateOptions.JOB_LEASE_DURATION,
                duration,
                "is too short to be renewed in time; give 1 s or more");
        check(
                acquireTimeout.compareTo(duration) > 0,
                ArrowgateOptions.JOB_LEASE_ACQUIRE_TIMEOUT,
                acquireTimeout,
                "is not longer than the lease of a crashed job; give more than job.lease-duration, which is "
                        + duration);
    }

    static LeaseSettings from(ResolvedOptions options) {
        return new LeaseSettings(
                options.get(ArrowgateOptions.KAFKA_LEASES_TOPIC),
                options.get(ArrowgateOptions.JOB_LEASE_DURATION),
                options.get(ArrowgateOptions.JOB_LEASE_ACQUIRE_TIMEOUT));
    }
}
