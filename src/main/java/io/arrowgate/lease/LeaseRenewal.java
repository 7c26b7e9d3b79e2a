package io.arrowgate.lease;

import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LeaseEntry;
import io.arrowgate.lease.log.LeaseLog;
import io.arrowgate.lease.log.LeaseLogFactory;
import io.arrowgate.lease.log.LeaseLogView;
import io.arrowgate.lease.log.LeaseOwner;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease and detects that another instance has acquired it. An unreachable broker does not end the lease, because no other
 * instance can acquire it meanwhile. Thread-safe.
 */
final class LeaseRenewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final LeaseLogFactory connection;
    private final Lease lease;
    private final LeaseOwner owner;
    private final Duration validity;
    private final LeaseLogView view = new LeaseLogView(process -> false);
    private LeaseLog log;
    private boolean failing;
    private boolean lost;

    LeaseRenewal(LeaseLogFactory connection, Lease lease, LeaseOwner owner, Duration validity) {
        this.connection = connection;
        this.lease = lease;
        this.owner = owner;
        this.validity = validity;
    }

    /** @throws LeaseLostException if another instance has acquired the lease */
    synchronized void renew() throws LeaseLostException, InterruptedException {
        try {
            append(LeaseEntry.held(lease, validity, owner));
            if (failing) {
                LOG.info("The lease of job.name '{}' is renewed again", lease.jobName());
            }
            failing = false;
        } catch (LeaseLostException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.warn("The lease of job.name '{}' cannot be renewed; the job continues", lease.jobName(), e);
            }
            failing = true;
            disconnect();
        }
    }

    private void append(LeaseEntry entry) throws IOException, InterruptedException {
        if (log == null) {
            log = connection.open();
        }
        view.apply(log.readToEnd());
        var successor = view.successor(lease);
        if (successor.isPresent()) {
            lost = true;
            throw new LeaseLostException(lease, successor.get());
        }
        log.append(entry);
    }

    private void disconnect() {
        if (log != null) {
            log.close();
            log = null;
        }
    }

    /** Shortens the validity of the lease, so that it expires soon unless it is renewed again. */
    @Override
    public synchronized void close() {
        try {
            if (!lost && !failing && log != null) {
                append(LeaseEntry.closing(lease, owner));
            }
        } catch (IOException | RuntimeException e) {
            LOG.info(
                    "The lease of job.name '{}' could not be released and expires after job.lease-duration",
                    lease.jobName(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }
}
