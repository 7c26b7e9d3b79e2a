package io.arrowgate.lease;

import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LoggedEntry;
import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Reports that another instance has acquired the lease after this one. A restart would fence off that instance's transactional ids, so
 * Flink does not restart this one.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class LeaseLostException extends IOException {
    LeaseLostException(Lease lease, LoggedEntry successor) {
        super(("job.name '%s' was taken over: this is instance %s, which did not renew its lease for longer than"
                        + " job.lease-duration, and in the meantime %s has acquired it. This job ends; its successor processes the"
                        + " uncommitted records")
                .formatted(lease.jobName(), lease.instance(), successor.describe()));
    }
}
