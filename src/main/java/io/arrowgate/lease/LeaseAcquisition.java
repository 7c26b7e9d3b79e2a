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
 * Acquires the lease of a job name, or waits until the holder releases it.
 *
 * <p>An instance appends a bid and reads the log up to it. The bid wins unless another instance holds the lease, or has an earlier bid, at
 * that offset. So of several simultaneous starts, the first bid in the log wins. The only clock is the broker's: the append time of the
 * bid.
 */
final class LeaseAcquisition {
    /** Covers the time until the job is submitted, in which topics and tables are created and altered. */
    static final Duration START_VALIDITY = Duration.ofSeconds(60);

    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);
    private static final Duration MIN_PAUSE = Duration.ofMillis(50);

    private final LeaseLog log;
    private final LeaseLogView view;
    private final LeaseSettings settings;
    private final Pause pause;
    private Instant observedSince;
    private Instant lastBid;
    private LoggedEntry reported;

    /** Waits between two bids. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    LeaseAcquisition(LeaseLog log, LeaseLogView view, LeaseSettings settings, Pause pause) {
        this.log = log;
        this.view = view;
        this.settings = settings;
        this.pause = pause;
    }

    /**
     * Returns when this instance has the lease.
     *
     * @param progress receives a line if another instance holds the lease
     * @throws LeaseUnavailableException if the other instance still holds it after {@code job.lease-acquire-timeout}
     */
    Lease acquire(String jobName, String instance, Consumer<String> progress) throws IOException, InterruptedException {
        Instant firstBid = null;
        while (true) {
            LoggedEntry bid = bid(instance);
            firstBid = firstBid == null ? bid.appendedAt() : firstBid;
            Optional<LoggedEntry> blocker = view.blockingEntry(bid, observedSince.plus(settleTime()));
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
        view.apply(entries);
        LoggedEntry bid = entries.get(entries.size() - 1);
        // While the broker is unavailable, no holder can renew. After an outage, holders get their time to renew again.
        boolean unobserved = lastBid == null
                || Duration.between(lastBid, bid.appendedAt())
                                .compareTo(settings.duration().dividedBy(2))
                        > 0;
        observedSince = unobserved ? bid.appendedAt() : observedSince;
        lastBid = bid.appendedAt();
        return bid;
    }

    /** Returns the time within which a live holder renews once the broker is reachable again. */
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
