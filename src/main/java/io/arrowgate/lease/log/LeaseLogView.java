package io.arrowgate.lease.log;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Derives the holder of a job name's lease from the log. Every instance that has read the same entries gets the same result, because it
 * depends only on offsets and broker timestamps.
 */
public final class LeaseLogView {
    private final Map<String, LoggedEntry> bids = new HashMap<>();
    private final Predicate<ProcessIdentity> isDead;
    private LoggedEntry newest;

    /** @param isDead returns whether a process has certainly ended; false if unknown */
    public LeaseLogView(Predicate<ProcessIdentity> isDead) {
        this.isDead = isDead;
    }

    /** Applies further entries in the order of the log. */
    public void apply(Collection<LoggedEntry> entries) {
        entries.forEach(this::apply);
    }

    private void apply(LoggedEntry logged) {
        LeaseEntry entry = logged.entry();
        if (entry.state() == LeaseState.BID) {
            bids.put(entry.instance(), logged);
            return;
        }
        bids.remove(entry.instance());
        if (entry.token() >= 0 && (newest == null || supersedes(entry, newest.entry()))) {
            newest = logged;
        }
    }

    /** A late renewal neither regains a lost lease nor undoes its release. */
    private static boolean supersedes(LeaseEntry entry, LeaseEntry known) {
        return entry.token() > known.token()
                || (entry.token() == known.token() && known.state() != LeaseState.RELEASED);
    }

    /**
     * Returns the entry that prevents a bid from winning; empty if it wins. The view must have every entry up to the bid and none after
     * it.
     *
     * @param observedUntil until then, a holder that did not renew in time keeps the lease: it may only have been disconnected from
     *     the broker
     */
    public Optional<LoggedEntry> blockingEntry(LoggedEntry bid, Instant observedUntil) {
        String bidder = bid.entry().instance();
        if (newest != null && !newest.isOf(bidder) && isHeld(newest, bid.appendedAt(), observedUntil)) {
            return Optional.of(newest);
        }
        return bids.values().stream()
                .filter(other -> !other.isOf(bidder) && bid.appendedAt().isBefore(other.expiresAt()))
                .findFirst();
    }

    private boolean isHeld(LoggedEntry holder, Instant now, Instant observedUntil) {
        if (holder.entry().state() == LeaseState.RELEASED
                || isDead.test(holder.entry().owner().process())) {
            return false;
        }
        boolean mayBeDisconnected = holder.entry().state() == LeaseState.HELD;
        return now.isBefore(holder.expiresAt()) || (mayBeDisconnected && now.isBefore(observedUntil));
    }

    /** Returns the entry of another instance that acquired the lease after this one, whether it still holds it or not. */
    public Optional<LoggedEntry> successor(Lease lease) {
        return Optional.ofNullable(newest)
                .filter(other -> !other.isOf(lease.instance()) && other.entry().token() > lease.token());
    }
}
