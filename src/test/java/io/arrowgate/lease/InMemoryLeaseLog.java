package io.arrowgate.lease;

import io.arrowgate.lease.log.LeaseEntry;
import io.arrowgate.lease.log.LeaseLog;
import io.arrowgate.lease.log.LoggedEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The log of a broker that is a list, and whose clock is driven by hand. */
final class InMemoryLeaseLog implements LeaseLog {
    private final Broker broker;
    private int position;

    InMemoryLeaseLog(Broker broker) {
        this.broker = broker;
    }

    static final class Broker {
        final List<LoggedEntry> entries = new ArrayList<>();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        boolean down;

        void pass(Duration time) {
            now = now.plus(time);
        }

        long append(LeaseEntry entry) {
            entries.add(new LoggedEntry(entries.size(), now, entry));
            return entries.size() - 1L;
        }

        LeaseEntry last() {
            return entries.get(entries.size() - 1).entry();
        }
    }

    private void checkUp() throws IOException {
        if (broker.down) {
            throw new IOException("the broker is down");
        }
    }

    @Override
    public long append(LeaseEntry entry) throws IOException {
        checkUp();
        return broker.append(entry);
    }

    @Override
    public List<LoggedEntry> readThrough(long offset) throws IOException {
        checkUp();
        List<LoggedEntry> read = List.copyOf(broker.entries.subList(position, (int) offset + 1));
        position = (int) offset + 1;
        return read;
    }

    @Override
    public List<LoggedEntry> readToEnd() throws IOException {
        return readThrough(broker.entries.size() - 1L);
    }

    @Override
    public void close() {
        // The broker keeps it.
    }
}
