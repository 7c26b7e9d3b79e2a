package io.arrowgate.lease.log;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Derives from the log who holds the lease of one job name. Every instance that has read the same entries comes to the same
 * result, because it depends on offsets and on the broker's times alone.
 */
public final class LeaseLogView {
    private final Map<String, LoggedEntry> bids = new HashMap<>();
    private final Predicate<ProcessIdentity> isDead;
    private LoggedEntry newest;

    /** @param isDead whether a process is known to be gone; false if that cannot be known */
    public LeaseLogView(Predicate<ProcessIdentity> isDead) {
        this.isDead = isDead;
    }

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

    /** A renewal that arrives late neither takes the lease back nor undoes its release. */
    private static boolean supersedes(LeaseEntry entry, LeaseEntry known) {
        return entry.token() > known.token()
                || (entry.token() == known.token() && known.state() != LeaseState.RELEASED);
    }

    /**
     * What keeps a bid from winning; empty if it wins. The table has every entry up to the bid and none behind it.
     *
     * @param observedUntil how long a holder is waited for that has not renewed in time and may only have lacked a broker
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
        boolean mayLackBroker = holder.entry().state() == LeaseState.HELD;
        return now.isBefore(holder.expiresAt()) || (mayLackBroker && now.isBefore(observedUntil));
    }

    /** Another instance that has acquired the lease after this one did, whether it still has it or not. */
    public Optional<LoggedEntry> successor(Lease lease) {
        return Optional.ofNullable(newest)
                .filter(other -> !other.isOf(lease.instance()) && other.entry().token() > lease.token());
    }
}
