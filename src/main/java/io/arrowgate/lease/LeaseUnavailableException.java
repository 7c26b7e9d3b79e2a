package io.arrowgate.lease;

import io.arrowgate.lease.log.LoggedEntry;
import java.io.IOException;
import java.time.Duration;

/** Another instance holds the lease of the job name, and did not give it up in time. */
public final class LeaseUnavailableException extends IOException {
    LeaseUnavailableException(String jobName, LoggedEntry holder, Duration timeout) {
        super(
                ("job.name '%s' is in use: %s holds its lease, and still did after job.lease-acquire-timeout, which is %d s. Stop that"
                                + " job, or give this one a job.name of its own")
                        .formatted(jobName, holder.describe(), timeout.toSeconds()));
    }
}
