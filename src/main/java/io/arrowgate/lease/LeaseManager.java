package io.arrowgate.lease;

import io.arrowgate.config.JobSettings;
import io.arrowgate.lease.log.KafkaLeaseLog;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LeaseEntry;
import io.arrowgate.lease.log.LeaseLog;
import io.arrowgate.lease.log.LeaseLogFactory;
import io.arrowgate.lease.log.LeaseLogView;
import io.arrowgate.lease.log.LeaseOwner;
import io.arrowgate.lease.log.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acquires, keeps and releases the lease when a job is started and stopped. */
public final class LeaseManager {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseManager.class);

    /** Covers the time from the submission until the JobManager renews the lease. A failed submission blocks others for this time. */
    private static final Duration SUBMISSION_VALIDITY = Duration.ofSeconds(30);

    private LeaseManager() {}

    /**
     * Returns when this instance has the lease of the settings' job name.
     *
     * @param progress receives a line if another instance holds the lease
     * @throws LeaseUnavailableException if the other instance still holds it after {@code job.lease-acquire-timeout}
     */
    public static Lease acquire(JobSettings settings, String instance, Consumer<String> progress) throws Exception {
        Consumer<String> loggedProgress = line -> {
            LOG.info(line);
            progress.accept(line);
        };
        try (LeaseLog log = KafkaLeaseLog.create(
                settings.kafka(), settings.lease().topic(), settings.jobName(), LeaseLogFactory.REQUEST_TIMEOUT)) {
            LeaseAcquisition acquisition = new LeaseAcquisition(
                    log,
                    new LeaseLogView(ProcessIdentity::isDead),
                    settings.lease(),
                    pause -> TimeUnit.MILLISECONDS.sleep(pause.toMillis()));
            return acquisition.acquire(settings.jobName(), instance, loggedProgress);
        }
    }

    /**
     * Returns when no instance has the lease of the settings' job name, without keeping it.
     *
     * @param progress receives a line if another instance holds the lease
     * @throws LeaseUnavailableException if the other instance still holds it after {@code job.lease-acquire-timeout}
     */
    public static void awaitFree(JobSettings settings, Consumer<String> progress) throws Exception {
        release(settings, acquire(settings, UUID.randomUUID().toString(), progress));
    }

    /**
     * Extends the lease for a job that is about to be submitted.
     *
     * @param inThisProcess whether the job ends with this process
     * @throws LeaseLostException if the preparation took so long that another instance has acquired the lease
     */
    public static void keepForSubmission(JobSettings settings, Lease lease, boolean inThisProcess)
            throws IOException, InterruptedException {
        LeaseOwner owner =
                inThisProcess ? LeaseOwner.thisProcess(null, lease.since()) : LeaseOwner.detached(lease.since());
        LeaseLogView view = new LeaseLogView(process -> false);
        try (LeaseLog log = LeaseLogFactory.of(settings).open()) {
            view.apply(log.readToEnd());
            var successor = view.successor(lease);
            if (successor.isPresent()) {
                throw new LeaseLostException(lease, successor.get());
            }
            // A mini-cluster may take a minute to start on a loaded machine. If this process dies, others detect it.
            Duration validity = inThisProcess ? LeaseAcquisition.START_VALIDITY : SUBMISSION_VALIDITY;
            log.append(LeaseEntry.held(lease, validity, owner));
        }
    }

    /** Releases the lease after the job has ended. If the broker is unavailable, the lease expires. */
    public static void release(JobSettings settings, Lease lease) throws InterruptedException {
        try (LeaseLog log = LeaseLogFactory.of(settings).open()) {
            log.append(LeaseEntry.release(lease));
        } catch (IOException | RuntimeException e) {
            LOG.info(
                    "The lease of job.name '{}' could not be released and expires after job.lease-duration",
                    lease.jobName(),
                    e);
        }
    }
}
