package io.arrowgate.cli.archive;

import io.arrowgate.archive.ArchiveListener;
import io.arrowgate.cli.Progress;
import java.io.PrintWriter;

/** A bar for each step in turn. */
final class StepProgress implements ArchiveListener, AutoCloseable {
    private static final String TERMINAL_PROPERTY = "arrowgate.terminal";

    private final PrintWriter err;
    private String current = "";
    private Progress progress;

    StepProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void at(String step, String unit, long done, long total) {
        at(step, unit, done, total, done);
    }

    /** @param count what is shown, where that is not how far it is */
    void at(String step, String unit, long done, long total, long count) {
        if (!step.equals(current)) {
            close();
            current = step;
            progress = new Progress(step, unit, total, err, Boolean.getBoolean(TERMINAL_PROPERTY));
        }
        if (progress.isDue()) {
            progress.update(done, count);
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
