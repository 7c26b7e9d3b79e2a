package io.arrowgate.lease;

import io.arrowgate.config.JobSettings;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LeaseEntry;
import io.arrowgate.lease.log.LeaseLog;
import io.arrowgate.lease.log.LeaseLogFactory;
import io.arrowgate.lease.log.LeaseOwner;
import io.arrowgate.lease.log.LeaseState;
import io.arrowgate.lease.log.LoggedEntry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Reads and takes over the lease of another instance, for tests of whole jobs. */
public final class Takeover {
    private Takeover() {}

    /** Acquires the lease though another instance holds it, as if that one had been paused until its lease had expired. */
    public static void by(JobSettings settings, String instance) throws Exception {
        try (LeaseLog log = LeaseLogFactory.of(settings).open()) {
            AtomicReference<LoggedEntry> bid = new AtomicReference<>();
            long offset = log.append(LeaseEntry.bid(instance));
            log.readThrough(offset).forEach(bid::set);
            Lease lease =
                    new Lease(settings.jobName(), instance, offset, bid.get().appendedAt());
            log.append(LeaseEntry.held(lease, settings.lease().duration(), LeaseOwner.detached(lease.since())));
        }
    }

    /** The instance that holds the lease; empty if none does. A predecessor may still renew after it has lost the lease. */
    public static Optional<String> holder(JobSettings settings) throws Exception {
        try (LeaseLog log = LeaseLogFactory.of(settings).open()) {
            LoggedEntry last = null;
            for (LoggedEntry entry : log.readToEnd()) {
                boolean newer =
                        last == null || entry.entry().token() >= last.entry().token();
                last = entry.entry().token() >= 0 && newer ? entry : last;
            }
            return Optional.ofNullable(last)
                    .filter(entry -> entry.entry().state() == LeaseState.HELD)
                    .map(entry -> entry.entry().instance());
        }
    }
}
