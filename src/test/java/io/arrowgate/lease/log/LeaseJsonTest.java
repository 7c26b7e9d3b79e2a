package io.arrowgate.lease.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseJsonTest {
    @Test
    void everyEntryIsReadAsItWasWritten() throws Exception {
        Lease lease = new Lease("job", "one", 7, Instant.parse("2026-01-01T00:00:00.123Z"));
        for (LeaseEntry entry : new LeaseEntry[] {
            LeaseEntry.bid("one"),
            LeaseEntry.withdrawal("one"),
            LeaseEntry.held(lease, Duration.ofSeconds(10), LeaseOwner.thisProcess("abc", lease.since())),
            LeaseEntry.held(lease, Duration.ofSeconds(10), LeaseOwner.detached(lease.since())),
            LeaseEntry.release(lease)
        }) {
            assertThat(LeaseJson.entry(LeaseJson.bytes(entry))).isEqualTo(entry);
        }
    }
}
