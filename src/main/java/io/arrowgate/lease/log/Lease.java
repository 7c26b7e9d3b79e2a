package io.arrowgate.lease.log;

import java.io.Serializable;
import java.time.Instant;

/**
 * The right of one instance to run under a job name. It travels in the job graph, so a failover keeps it.
 *
 * @param jobName that no other instance may use meanwhile
 * @param instance unique id of the instance
 * @param token fencing token: the offset of the bid that won; whoever acquires the lease later has a higher one
 * @param since when it was acquired, by the broker's clock
 */
public record Lease(String jobName, String instance, long token, Instant since) implements Serializable {
    static final long NO_TOKEN = -1;
}
