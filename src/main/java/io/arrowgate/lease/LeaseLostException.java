package io.arrowgate.lease;

import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LoggedEntry;
import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Another instance has acquired the lease of the job name since this one did. A restart would take the transactional ids away from
 * that instance, so Flink does not restart this one.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class LeaseLostException extends IOException {
    LeaseLostException(Lease lease, LoggedEntry successor) {
        super(("job.name '%s' was taken over: this is instance %s, which did not renew its lease for longer than"
                        + " job.lease-duration, and in the meantime %s has acquired it. This job ends; what it had not"
                        + " committed is read again by its successor")
                .formatted(lease.jobName(), lease.instance(), successor.describe()));
    }
}
