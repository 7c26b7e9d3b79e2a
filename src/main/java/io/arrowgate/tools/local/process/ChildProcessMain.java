package io.arrowgate.tools.local.process;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the child's side of {@link ChildProcess}: prints READY, then serves until the end of standard input or SIGTERM. */
public final class ChildProcessMain {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcessMain.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** Starts the service of this process. */
    public interface Start {
        Service start() throws Exception;
    }

    /** Represents the running service and the text that the parent receives with READY. */
    public interface Service extends AutoCloseable {
        String readyText();

        @Override
        void close();
    }

    private ChildProcessMain() {}

    /** Runs the service and ends the process; never returns. */
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
                // The parent sends no data; only the end of the input matters.
            }
        } catch (IOException e) {
            LOG.warn("standard input is broken, stopping", e);
        }
    }

    /** Stops the service and halts the JVM: static destructors of a native library must not run while its threads do. */
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
