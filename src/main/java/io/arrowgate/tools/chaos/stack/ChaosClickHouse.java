package io.arrowgate.tools.chaos.stack;

import java.io.IOException;
import java.util.List;

/** ClickHouse as chaos breaks it: one server or several, each a process of its own. */
interface ChaosClickHouse extends AutoCloseable {
    /** Addresses of all, whether they live or not. */
    List<String> urls();

    /** Address of one that lives. */
    String liveUrl();

    /** Ends a server at once; {@code moment} chooses among several. */
    void kill(double moment) throws IOException;

    /** Starts the one that was killed. */
    void restart() throws IOException, InterruptedException;

    long pid(double moment);

    /** Waits until each server shows every row that any has. */
    void awaitInSync() throws InterruptedException;

    @Override
    void close();
}
