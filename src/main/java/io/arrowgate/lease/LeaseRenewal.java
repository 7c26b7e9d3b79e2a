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
 * Renews a lease that was acquired, and finds out when another instance has acquired it since. An unreachable broker is no reason to
 * give it up: nobody else can acquire it meanwhile. Any thread may call it.
 */
final class LeaseRenewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final LeaseLogFactory connection;
    private final Lease lease;
    private final LeaseOwner owner;
    private final Duration validity;
    private final LeaseLogView table = new LeaseLogView(process -> false);
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
        table.apply(log.readToEnd());
        var successor = table.successor(lease);
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

    /** Lets the lease expire soon, unless it is renewed again. */
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
