package io.arrowgate.tools.local.process;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The child's half of {@link ChildProcess}: says READY, then serves until standard input ends or SIGTERM comes. */
public final class ChildProcessMain {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcessMain.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** Starts the service that this process is for. */
    public interface Start {
        Service start() throws Exception;
    }

    /** What runs in this process, and what its parent is told when it is ready. */
    public interface Service extends AutoCloseable {
        String readyText();

        @Override
        void close();
    }

    private ChildProcessMain() {}

    /** Runs the service and never returns: the process ends here. */
    public static void run(Start start) {
        Service service;
        try {
            service = start.start();
        } catch (Exception | LinkageError e) {
            LOG.error("cannot start", e);
            Runtime.getRuntime().halt(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
        System.out.println(ChildProcess.READY + service.readyText());
        awaitEndOfInput();
        System.exit(0);
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent: only the end of the input means something.
            }
        } catch (IOException e) {
            LOG.warn("standard input is broken, stopping", e);
        }
    }

    /** Ends with halt, as the static destructors of a native library in use must not run while its threads still do. */
    private static void stop(Service service) {
        Thread closing = new Thread(service::close, "close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            LOG.warn("interrupted while stopping", e);
        }
        Runtime.getRuntime().halt(0);
    }
}
