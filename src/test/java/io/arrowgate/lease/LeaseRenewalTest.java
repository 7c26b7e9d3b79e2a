package io.arrowgate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.lease.InMemoryLeaseLog.Broker;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LeaseEntry;
import io.arrowgate.lease.log.LeaseLogFactory;
import io.arrowgate.lease.log.LeaseOwner;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.junit.jupiter.api.Test;

class LeaseRenewalTest {
    private static final Duration VALIDITY = Duration.ofSeconds(10);

    private final Broker broker = new Broker();
    private final Lease lease = new Lease("job", "one", broker.append(LeaseEntry.bid("one")), broker.now);
    private final Lease successor = new Lease("job", "two", 5, broker.now);
    private final LeaseLogFactory connection = () -> {
        if (broker.down) {
            throw new IOException("the broker is down");
        }
        return new InMemoryLeaseLog(broker);
    };
    private final LeaseRenewal renewal = new LeaseRenewal(connection, lease, owner(lease), VALIDITY);

    @Test
    void renewalKeepsTheTokenOfTheLease() throws Exception {
        renewal.renew();

        assertThat(broker.last()).isEqualTo(LeaseEntry.held(lease, VALIDITY, owner(lease)));
    }

    @Test
    void brokerOutageLongerThanTheLeaseDoesNotEndTheHolder() throws Exception {
        renewal.renew();
        broker.down = true;
        renewal.renew();
        broker.pass(VALIDITY.multipliedBy(2));
        renewal.renew();
        broker.down = false;
        renewal.renew();

        assertThat(broker.entries).last().satisfies(last -> {
            assertThat(last.appendedAt()).isEqualTo(broker.now);
            assertThat(last.entry().token()).isEqualTo(lease.token());
        });
    }

    @Test
    void instanceThatWasPausedForLongerThanItsLeaseEndsForGood() throws Exception {
        renewal.renew();
        broker.pass(VALIDITY.multipliedBy(2));
        broker.append(LeaseEntry.held(successor, VALIDITY, owner(successor)));
        int before = broker.entries.size();

        assertThatThrownBy(renewal::renew)
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContainingAll("instance one", "instance two")
                .satisfies(failure -> assertThat(ThrowableClassifier.getThrowableType(failure))
                        .isEqualTo(ThrowableType.NonRecoverableError));
        renewal.close();
        assertThat(broker.entries).as("it no longer writes").hasSize(before);
    }

    @Test
    void successorThatHasStoppedAlreadyIsASuccessor() {
        broker.append(LeaseEntry.held(successor, VALIDITY, owner(successor)));
        broker.append(LeaseEntry.release(successor));

        assertThatThrownBy(renewal::renew).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void bidsAndLateRenewalsOfOthersAreNoSuccessors() throws Exception {
        Lease former = new Lease("job", "zero", 0, broker.now);
        broker.append(LeaseEntry.bid("two"));
        broker.append(LeaseEntry.withdrawal("two"));
        broker.append(LeaseEntry.held(former, VALIDITY, owner(former)));

        renewal.renew();

        assertThat(broker.last().instance()).isEqualTo("one");
    }

    @Test
    void leaseOfAnEnumeratorThatClosesIsNotReleasedButExpiresSoon() throws Exception {
        renewal.renew();
        renewal.close();

        assertThat(broker.last()).isEqualTo(LeaseEntry.closing(lease, owner(lease)));
    }

    @Test
    void writerOfAnInstanceThatLostItsLeaseIsNotCreated() throws Exception {
        LeaseGuard guard = new LeaseGuard(connection, lease);
        guard.verify();
        broker.append(LeaseEntry.held(successor, VALIDITY, owner(successor)));

        assertThatThrownBy(guard::verify).isInstanceOf(LeaseLostException.class);
    }

    private static LeaseOwner owner(Lease lease) {
        return LeaseOwner.thisProcess("abc", lease.since());
    }
}
