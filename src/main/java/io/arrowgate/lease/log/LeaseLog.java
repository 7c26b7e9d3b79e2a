package io.arrowgate.lease.log;

import java.io.IOException;
import java.util.List;

/** The records of all instances of one job name, in an order that all instances agree on. For one thread. */
public interface LeaseLog extends AutoCloseable {
    /** Appends an entry and returns its offset once it is durable. */
    long append(LeaseEntry entry) throws IOException, InterruptedException;

    /** The entries up to and including an offset that were not read before. */
    List<LoggedEntry> readThrough(long offset) throws IOException;

    /** The entries up to the present end that were not read before. */
    List<LoggedEntry> readToEnd() throws IOException;

    @Override
    void close();
}
