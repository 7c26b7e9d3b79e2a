package io.arrowgate.lease.log;

import java.time.Duration;

/**
 * One record of an instance about its lease.
 *
 * @param token of the lease that is held or given back; {@link Lease#NO_TOKEN} for a bid and its withdrawal
 * @param validity how long it counts, from the time when the broker appended it
 */
public record LeaseEntry(String instance, LeaseState state, long token, Duration validity, LeaseOwner owner) {
    /** A bidder that crashes between its bid and the outcome must not block others for long. */
    private static final Duration BID_VALIDITY = Duration.ofSeconds(5);

    /** Longer than Flink takes to make a coordinator again, and shorter than a start. */
    private static final Duration CLOSING_VALIDITY = Duration.ofSeconds(2);

    public static LeaseEntry bid(String instance) {
        return new LeaseEntry(instance, LeaseState.BID, Lease.NO_TOKEN, BID_VALIDITY, LeaseOwner.detached(null));
    }

    public static LeaseEntry withdrawal(String instance) {
        return new LeaseEntry(instance, LeaseState.RELEASED, Lease.NO_TOKEN, Duration.ZERO, LeaseOwner.detached(null));
    }

    public static LeaseEntry held(Lease lease, Duration validity, LeaseOwner owner) {
        return new LeaseEntry(lease.instance(), LeaseState.HELD, lease.token(), validity, owner);
    }

    public static LeaseEntry closing(Lease lease, LeaseOwner owner) {
        return new LeaseEntry(lease.instance(), LeaseState.CLOSING, lease.token(), CLOSING_VALIDITY, owner);
    }

    public static LeaseEntry release(Lease lease) {
        return new LeaseEntry(
                lease.instance(),
                LeaseState.RELEASED,
                lease.token(),
                Duration.ZERO,
                LeaseOwner.detached(lease.since()));
    }
}
