package io.arrowgate.lease.log;

import java.io.IOException;
import java.util.List;

/** Stores the lease entries of all instances of one job name in a total order. For one thread. */
public interface LeaseLog extends AutoCloseable {
    /** Appends an entry and returns its offset once it is durable. */
    long append(LeaseEntry entry) throws IOException, InterruptedException;

    /** Returns the unread entries up to and including an offset. */
    List<LoggedEntry> readThrough(long offset) throws IOException;

    /** Returns the unread entries up to the current end. */
    List<LoggedEntry> readToEnd() throws IOException;

    @Override
    void close();
}
