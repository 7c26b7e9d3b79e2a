package io.arrowgate.lease.log;

import java.time.Duration;

/**
 * Represents one record of the lease log: the state of one instance.
 *
 * @param token of the lease that is held or released; {@link Lease#NO_TOKEN} for a bid and its withdrawal
 * @param validity time for which the entry is valid after the broker appended it
 */
public record LeaseEntry(String instance, LeaseState state, long token, Duration validity, LeaseOwner owner) {
    /** Short, so that a bidder that crashes before the outcome does not block others for long. */
    private static final Duration BID_VALIDITY = Duration.ofSeconds(5);

    /** Longer than Flink needs to recreate a coordinator, shorter than a start. */
    private static final Duration CLOSING_VALIDITY = Duration.ofSeconds(2);

    /** Creates a bid for the lease. */
    public static LeaseEntry bid(String instance) {
        return new LeaseEntry(instance, LeaseState.BID, Lease.NO_TOKEN, BID_VALIDITY, LeaseOwner.detached(null));
    }

    /** Creates the withdrawal of a bid. */
    public static LeaseEntry withdrawal(String instance) {
        return new LeaseEntry(instance, LeaseState.RELEASED, Lease.NO_TOKEN, Duration.ZERO, LeaseOwner.detached(null));
    }

    /** Creates the acquisition or renewal of a lease. */
    public static LeaseEntry held(Lease lease, Duration validity, LeaseOwner owner) {
        return new LeaseEntry(lease.instance(), LeaseState.HELD, lease.token(), validity, owner);
    }

    /** Creates the entry of a coordinator that closes: the lease expires soon unless it is renewed. */
    public static LeaseEntry closing(Lease lease, LeaseOwner owner) {
        return new LeaseEntry(lease.instance(), LeaseState.CLOSING, lease.token(), CLOSING_VALIDITY, owner);
    }

    /** Creates the release of a lease. */
    public static LeaseEntry release(Lease lease) {
        return new LeaseEntry(
                lease.instance(),
                LeaseState.RELEASED,
                lease.token(),
                Duration.ZERO,
                LeaseOwner.detached(lease.since()));
    }
}
