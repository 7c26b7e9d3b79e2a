package io.arrowgate.lease.log;

import java.time.Instant;

/**
 * Describes an instance to people and to other instances.
 *
 * @param process the process with which the lease ends; null if the lease outlives the process
 * @param flinkJob Flink's job id; null before the submission
 * @param since time of the acquisition; null for a bid
 */
public record LeaseOwner(String host, long pid, ProcessIdentity process, String flinkJob, Instant since) {
    /** Creates an owner whose lease outlives this process. */
    public static LeaseOwner detached(Instant since) {
        return new LeaseOwner(
                ProcessIdentity.hostName(), ProcessHandle.current().pid(), null, null, since);
    }

    /** Creates an owner whose lease ends with this process. */
    public static LeaseOwner thisProcess(String flinkJob, Instant since) {
        return new LeaseOwner(
                ProcessIdentity.hostName(),
                ProcessHandle.current().pid(),
                ProcessIdentity.current().orElse(null),
                flinkJob,
                since);
    }
}
