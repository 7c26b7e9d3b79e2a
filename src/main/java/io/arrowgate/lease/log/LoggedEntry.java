package io.arrowgate.lease.log;

import java.time.Instant;

/**
 * An entry with its place in the log.
 *
 * @param offset by which entries are ordered
 * @param appendedAt by the broker's clock
 */
public record LoggedEntry(long offset, Instant appendedAt, LeaseEntry entry) {
    public Instant expiresAt() {
        return appendedAt.plus(entry.validity());
    }

    public boolean isOf(String instance) {
        return entry.instance().equals(instance);
    }

    /** Names the instance in a way by which a person can find it. */
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
