package io.arrowgate.lease.log;

import java.io.Serializable;
import java.time.Instant;

/**
 * Describes the exclusive right of one instance to run under a job name. It is part of the job graph, so it survives a failover.
 *
 * @param jobName name that no other instance may use meanwhile
 * @param instance unique id of the instance
 * @param token fencing token: the offset of the winning bid; a later holder has a higher one
 * @param since time of the acquisition by the broker's clock
 */
public record Lease(String jobName, String instance, long token, Instant since) implements Serializable {
    static final long NO_TOKEN = -1;
}
