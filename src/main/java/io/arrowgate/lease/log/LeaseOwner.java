package io.arrowgate.lease.log;

import java.time.Instant;

/**
 * Describes an instance to people and to other instances.
 *
 * @param process where the lease ends with the process; null if it outlives the process
 * @param flinkJob Flink's id of the job; null as long as there is none
 * @param since when the lease was acquired; null for a bid
 */
public record LeaseOwner(String host, long pid, ProcessIdentity process, String flinkJob, Instant since) {
    /** An owner that is there whether this process lives or not. */
    public static LeaseOwner detached(Instant since) {
        return new LeaseOwner(
                ProcessIdentity.hostName(), ProcessHandle.current().pid(), null, null, since);
    }

    /** An owner that is gone when this process is. */
    public static LeaseOwner thisProcess(String flinkJob, Instant since) {
        return new LeaseOwner(
                ProcessIdentity.hostName(),
                ProcessHandle.current().pid(),
                ProcessIdentity.current().orElse(null),
                flinkJob,
                since);
    }
}
