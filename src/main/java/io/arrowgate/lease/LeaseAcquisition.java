package io.arrowgate.lease;

import io.arrowgate.config.LeaseSettings;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LeaseEntry;
import io.arrowgate.lease.log.LeaseLog;
import io.arrowgate.lease.log.LeaseLogView;
import io.arrowgate.lease.log.LeaseOwner;
import io.arrowgate.lease.log.LoggedEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Acquires the lease of a job name, or waits for the instance that holds it.
 *
 * <p>It appends a bid, reads the log up to it, and has won unless another instance holds the lease, or has an earlier bid, at that
 * place of the log. So of several that start at the same time the first one in the log wins. The bid's append time is the only
 * clock: the broker's.
 */
final class LeaseAcquisition {
    /** Until the job is submitted: topics and tables are made meanwhile, and large tables altered. */
    static final Duration START_VALIDITY = Duration.ofSeconds(60);

    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);
    private static final Duration MIN_PAUSE = Duration.ofMillis(50);

    private final LeaseLog log;
    private final LeaseLogView table;
    private final LeaseSettings settings;
    private final Pause pause;
    private Instant observedSince;
    private Instant lastBid;
    private LoggedEntry reported;

    /** How a bidder waits between two bids. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    LeaseAcquisition(LeaseLog log, LeaseLogView table, LeaseSettings settings, Pause pause) {
        this.log = log;
        this.table = table;
        this.settings = settings;
        this.pause = pause;
    }

    /**
     * Returns when this instance has the lease.
     *
     * @param progress gets a line when another instance is waited for
     * @throws LeaseUnavailableException if it still holds the lease after {@code job.lease-acquire-timeout}
     */
    Lease acquire(String jobName, String instance, Consumer<String> progress) throws IOException, InterruptedException {
        Instant firstBid = null;
        while (true) {
            LoggedEntry bid = bid(instance);
            firstBid = firstBid == null ? bid.appendedAt() : firstBid;
            Optional<LoggedEntry> blocker = table.blockingEntry(bid, observedSince.plus(settleTime()));
            if (blocker.isEmpty()) {
                Lease lease = new Lease(jobName, instance, bid.offset(), bid.appendedAt());
                log.append(LeaseEntry.held(lease, START_VALIDITY, LeaseOwner.thisProcess(null, lease.since())));
                if (reported != null) {
                    progress.accept("Acquired the lease of job.name '%s'".formatted(jobName));
                }
                return lease;
            }
            log.append(LeaseEntry.withdrawal(instance));
            Duration left = settings.acquireTimeout().minus(Duration.between(firstBid, bid.appendedAt()));
            if (left.isNegative() || left.isZero()) {
                throw new LeaseUnavailableException(jobName, blocker.get(), settings.acquireTimeout());
            }
            report(jobName, blocker.get(), left, progress);
            pause.sleep(untilNextBid(bid, blocker.get(), left));
        }
    }

    private LoggedEntry bid(String instance) throws IOException, InterruptedException {
        long offset = log.append(LeaseEntry.bid(instance));
        var entries = log.readThrough(offset);
        table.apply(entries);
        LoggedEntry bid = entries.get(entries.size() - 1);
        // Without the broker nobody can renew: what was silent meanwhile is given its time again.
        boolean unobserved = lastBid == null
                || Duration.between(lastBid, bid.appendedAt())
                                .compareTo(settings.duration().dividedBy(2))
                        > 0;
        observedSince = unobserved ? bid.appendedAt() : observedSince;
        lastBid = bid.appendedAt();
        return bid;
    }

    /** A holder that lives renews within this time once the broker is back. */
    private Duration settleTime() {
        return settings.duration().dividedBy(3);
    }

    private Duration untilNextBid(LoggedEntry bid, LoggedEntry blocker, Duration left) {
        Duration pauses = min(min(MAX_PAUSE, settings.duration().dividedBy(10)), left);
        Duration untilExpiry = Duration.between(bid.appendedAt(), blocker.expiresAt());
        return max(MIN_PAUSE, untilExpiry.isNegative() ? pauses : min(untilExpiry, pauses));
    }

    private void report(String jobName, LoggedEntry blocker, Duration left, Consumer<String> progress) {
        if (reported == null || !reported.isOf(blocker.entry().instance())) {
            progress.accept("Waiting up to %d s for the lease of job.name '%s', because %s holds it"
                    .formatted(left.toSeconds(), jobName, blocker.describe()));
        }
        reported = blocker;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
