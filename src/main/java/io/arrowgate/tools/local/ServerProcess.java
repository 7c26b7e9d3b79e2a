package io.arrowgate.tools.local;

import io.arrowgate.tools.local.process.ChildProcess;
import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.time.Duration;

/** Represents a server that runs in a process of its own and listens on one port of the loopback interface. */
abstract class ServerProcess implements AutoCloseable {
    static final Duration START_LIMIT = MachineSpeed.seconds(120);

    private final ChildProcess process;
    private final int port;

    ServerProcess(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Waits until the server is ready.
     *
     * @throws LocalStackException if it does not start
     */
    void awaitReady() {
        process.awaitReady();
    }

    /** Returns the address at which the server reported to be ready. */
    String address() {
        return process.readyText();
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Kills the process. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
