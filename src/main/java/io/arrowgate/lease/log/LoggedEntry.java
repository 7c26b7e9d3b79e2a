package io.arrowgate.lease.log;

import java.time.Instant;

/**
 * Represents an entry with its position in the log.
 *
 * @param offset defines the order of entries
 * @param appendedAt append time by the broker's clock
 */
public record LoggedEntry(long offset, Instant appendedAt, LeaseEntry entry) {
    /** Returns the end of the entry's validity. */
    public Instant expiresAt() {
        return appendedAt.plus(entry.validity());
    }

    /** Returns whether an instance appended the entry. */
    public boolean isOf(String instance) {
        return entry.instance().equals(instance);
    }

    /** Describes the instance for people: host, process, Flink job and times. */
    public String describe() {
        LeaseOwner owner = entry.owner();
        return "instance %s (host %s, process %d, Flink job %s, since %s, last renewed %s)"
                .formatted(
                        entry.instance(),
                        owner.host(),
                        owner.pid(),
                        owner.flinkJob() == null ? "not started yet" : owner.flinkJob(),
                        owner.since() == null ? appendedAt : owner.since(),
                        appendedAt);
    }
}
