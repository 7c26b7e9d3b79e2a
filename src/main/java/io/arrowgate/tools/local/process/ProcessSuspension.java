package io.arrowgate.tools.local.process;

import java.io.IOException;
import java.time.Duration;

/**
 * Suspends a process for a while, like the migration of a virtual machine or a hanging disk. A separate process ends the
 * suspension, so that it ends even if this process dies.
 */
public final class ProcessSuspension {
    private static final String STOP_AND_CONTINUE =
            "trap '' INT; kill -STOP \"$1\" && sleep \"$2\"; kill -CONT \"$1\" 2>/dev/null";

    private final Process shell;

    private ProcessSuspension(Process shell) {
        this.shell = shell;
    }

    public static ProcessSuspension start(long pid, Duration length) throws IOException {
        return new ProcessSuspension(new ProcessBuilder(
                        "/bin/sh", "-c", STOP_AND_CONTINUE, "sh", Long.toString(pid), Long.toString(length.toSeconds()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    public void awaitEnd() throws InterruptedException {
        shell.waitFor();
    }
}
