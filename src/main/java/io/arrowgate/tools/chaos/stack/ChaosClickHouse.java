package io.arrowgate.tools.chaos.stack;

import java.io.IOException;
import java.util.List;

/** Controls the ClickHouse servers of a chaos run, each in a process of its own. */
interface ChaosClickHouse extends AutoCloseable {
    /** Returns the addresses of all servers, running or not. */
    List<String> urls();

    /** Returns the address of a running server. */
    String liveUrl();

    /** Kills a server; {@code moment} selects one of several. */
    void kill(double moment) throws IOException;

    /** Starts the killed server. */
    void restart() throws IOException, InterruptedException;

    long pid(double moment);

    /** Waits until all servers return the same rows. */
    void awaitInSync() throws InterruptedException;

    @Override
    void close();
}
