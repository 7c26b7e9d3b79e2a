package io.arrowgate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.LeaseSettings;
import io.arrowgate.lease.InMemoryLeaseLog.Broker;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LeaseEntry;
import io.arrowgate.lease.log.LeaseLogView;
import io.arrowgate.lease.log.LeaseOwner;
import io.arrowgate.lease.log.LeaseState;
import io.arrowgate.lease.log.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class LeaseAcquisitionTest {
    private static final Duration DURATION = Duration.ofSeconds(10);
    private static final Duration RENEWAL = Duration.ofSeconds(2);
    private static final LeaseSettings SETTINGS = new LeaseSettings("leases", DURATION, Duration.ofSeconds(60));

    private final Broker broker = new Broker();
    private final Instant start = broker.now;
    private final List<String> progress = new ArrayList<>();
    /** Runs while a bidder waits. */
    private Runnable meanwhile = () -> {};

    @Test
    void freeLeaseIsAcquiredAtOnce() throws Exception {
        Lease lease = acquire("one");

        assertThat(broker.now).isEqualTo(start);
        assertThat(progress).isEmpty();
        assertThat(broker.last().state()).isEqualTo(LeaseState.HELD);
        assertThat(lease.token()).isZero();
    }

    @Test
    void startThatFindsLiveLeaseReportsTheHolderAndFailsAfterTheTimeout() throws Exception {
        Lease running = acquire("one");
        meanwhile = () -> renew(running);

        assertThatThrownBy(() -> acquire("two"))
                .isInstanceOf(LeaseUnavailableException.class)
                .hasMessageContainingAll(
                        "instance one", "Flink job abc", "job.lease-acquire-timeout", "60 s", "job.name");
        assertThat(Duration.between(start, broker.now)).isEqualTo(Duration.ofSeconds(60));
        assertThat(progress).singleElement().asString().contains("Waiting up to 60 s", "instance one");
        assertThat(broker.last().state()).as("the bid is withdrawn").isEqualTo(LeaseState.RELEASED);
    }

    @Test
    void releasedLeaseIsAcquiredAtOnce() throws Exception {
        Lease stopped = acquire("one");
        broker.append(LeaseEntry.release(stopped));

        Lease next = acquire("two");

        assertThat(broker.now).isEqualTo(start);
        assertThat(next.token()).isGreaterThan(stopped.token());
    }

    @Test
    void leaseOfCrashedInstanceIsAcquiredWhenItExpires() throws Exception {
        Lease crashed = acquire("one");
        renew(crashed);
        broker.pass(Duration.ofSeconds(4));

        acquire("two");

        assertThat(Duration.between(start, broker.now)).isBetween(DURATION, DURATION.plus(DURATION.dividedBy(10)));
        assertThat(progress).last().asString().contains("Acquired");
    }

    @Test
    void leaseOfDeadProcessOnThisMachineIsAcquiredAtOnce() throws Exception {
        Lease crashed = acquire("one");
        renew(crashed);

        acquire("two", process -> true);

        assertThat(broker.now).isEqualTo(start);
    }

    @Test
    void holderThatCouldNotReachTheBrokerGetsTimeToRenewBeforeItsLeaseIsTaken() throws Exception {
        Lease running = acquire("one");
        renew(running);
        // Both the broker's outage and the new start are over after an hour.
        broker.pass(Duration.ofHours(1));
        meanwhile = () -> {
            if (broker.now.isAfter(start.plus(Duration.ofHours(1)).plusSeconds(2))) {
                renew(running);
            }
        };

        assertThatThrownBy(() -> acquire("two")).isInstanceOf(LeaseUnavailableException.class);
    }

    @Test
    void leaseOfJobThatEndedOnAClusterIsAcquiredWithinTwoSeconds() throws Exception {
        Lease ended = acquire("one");
        broker.append(LeaseEntry.closing(ended, LeaseOwner.thisProcess("abc", ended.since())));

        acquire("two");

        assertThat(Duration.between(start, broker.now)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void earlierBidWins() throws Exception {
        broker.append(LeaseEntry.bid("one"));
        meanwhile = () ->
                assertThat(broker.entries).noneMatch(entry -> entry.entry().state() == LeaseState.HELD);

        acquire("two");

        assertThat(broker.now).as("once the bid of the other one has expired").isAfter(start.plusSeconds(4));
    }

    @Test
    void restartedMainOfTheSameInstanceIsNotBlockedByItsOwnLease() throws Exception {
        Lease before = acquire("one");
        renew(before);

        Lease after = acquire("one");

        assertThat(broker.now).isEqualTo(start);
        assertThat(after.token()).isGreaterThan(before.token());
    }

    @Test
    void lateRenewalOfFormerHolderDoesNotBlock() throws Exception {
        Lease former = acquire("one");
        broker.append(LeaseEntry.release(former));
        Lease stopped = acquire("two");
        broker.append(LeaseEntry.release(stopped));
        renew(former);
        renew(stopped);

        acquire("three");

        assertThat(broker.now).isEqualTo(start);
    }

    private Lease acquire(String instance) throws Exception {
        return acquire(instance, process -> false);
    }

    private Lease acquire(String instance, Predicate<ProcessIdentity> isDead) throws Exception {
        LeaseAcquisition acquisition =
                new LeaseAcquisition(new InMemoryLeaseLog(broker), new LeaseLogView(isDead), SETTINGS, pause -> {
                    broker.pass(pause);
                    meanwhile.run();
                });
        return acquisition.acquire("job", instance, progress::add);
    }

    private void renew(Lease lease) {
        LeaseOwner owner = LeaseOwner.thisProcess("abc", lease.since());
        boolean due = broker.entries.stream()
                .filter(entry ->
                        entry.isOf(lease.instance()) && entry.entry().owner().flinkJob() != null)
                .noneMatch(entry -> entry.appendedAt().plus(RENEWAL).isAfter(broker.now));
        if (due) {
            broker.append(LeaseEntry.held(lease, DURATION, owner));
        }
    }
}
