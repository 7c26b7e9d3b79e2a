package io.arrowgate.lease;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LeaseLog;
import io.arrowgate.lease.log.LeaseLogFactory;
import io.arrowgate.lease.log.LeaseLogView;
import java.io.IOException;
import java.io.Serializable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies that no other instance has acquired the lease before a writer uses transactional ids, because that would abort the other
 * instance's transactions.
 */
public final class LeaseGuard implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(LeaseGuard.class);

    private final LeaseLogFactory connection;
    private final Lease lease;

    LeaseGuard(LeaseLogFactory connection, Lease lease) {
        this.connection = connection;
        this.lease = lease;
    }

    /** Returns the guard of a lease that was acquired with the same settings. */
    public static LeaseGuard of(JobSettings settings, Lease lease) {
        return new LeaseGuard(LeaseLogFactory.of(settings), lease);
    }

    /**
     * Returns if this instance still has the lease.
     *
     * @throws LeaseLostException if another instance has acquired it
     */
    public void verify() throws IOException {
        LeaseLogView view = new LeaseLogView(process -> false);
        try (LeaseLog log = connection.open()) {
            view.apply(log.readToEnd());
        } catch (InvalidSettingException e) {
            // The topic was deleted: no other instance can have the lease.
            LOG.warn("The lease of job.name '{}' cannot be verified; the job continues", lease.jobName(), e);
        }
        var successor = view.successor(lease);
        if (successor.isPresent()) {
            throw new LeaseLostException(lease, successor.get());
        }
    }
}
