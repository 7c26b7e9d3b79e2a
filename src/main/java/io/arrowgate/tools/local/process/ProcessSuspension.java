package io.arrowgate.tools.local.process;

import java.io.IOException;
import java.time.Duration;

/**
 * Stops a process for a while, as a virtual machine that is moved or a disk that hangs does. Another process ends the pause, so
 * that it ends whatever becomes of this one.
 */
public final class ProcessSuspension {
    private static final String STOP_AND_GO_ON =
            "trap '' INT; kill -STOP \"$1\" && sleep \"$2\"; kill -CONT \"$1\" 2>/dev/null";

    private final Process shell;

    private ProcessSuspension(Process shell) {
        this.shell = shell;
    }

    public static ProcessSuspension start(long pid, Duration length) throws IOException {
        return new ProcessSuspension(new ProcessBuilder(
                        "/bin/sh", "-c", STOP_AND_GO_ON, "sh", Long.toString(pid), Long.toString(length.toSeconds()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    public void awaitEnd() throws InterruptedException {
        shell.waitFor();
    }
}
