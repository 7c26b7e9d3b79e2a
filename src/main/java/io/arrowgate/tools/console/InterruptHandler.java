package io.arrowgate.tools.console;

import org.jline.utils.Signals;

/** Runs an action at Ctrl-C instead of ending the process, so that the command can end with exit code 0. */
public final class InterruptHandler implements AutoCloseable {
    private static final String INTERRUPT = "INT";

    private final Object previous;

    /** @param action run by another thread at each Ctrl-C */
    public InterruptHandler(Runnable action) {
        previous = Signals.register(INTERRUPT, action);
    }

    @Override
    public void close() {
        Signals.unregister(INTERRUPT, previous);
    }
}
