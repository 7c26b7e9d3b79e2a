package io.arrowgate.lease;

import io.arrowgate.lease.log.LoggedEntry;
import java.io.IOException;
import java.time.Duration;

/** Reports that another instance still holds the lease of the job name after the timeout. */
public final class LeaseUnavailableException extends IOException {
    LeaseUnavailableException(String jobName, LoggedEntry holder, Duration timeout) {
        super(("job.name '%s' is in use: %s still holds its lease after job.lease-acquire-timeout (%d s). Stop that"
                        + " job, or set a different job.name for this one")
                .formatted(jobName, holder.describe(), timeout.toSeconds()));
    }
}
