package io.arrowgate.tools.console;

import io.arrowgate.archive.ArchiveProgressListener;
import java.io.PrintWriter;

/** Shows one progress bar after the other, for the steps of a command. */
public final class StepProgress implements ArchiveProgressListener, AutoCloseable {
    private final PrintWriter err;
    private String current = "";
    private ProgressDisplay progressDisplay;

    public StepProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void at(String step, String unit, long done, long total) {
        at(step, unit, done, total, done);
    }

    /**
     * Updates the progress of a step.
     *
     * @param count the number to show, if it differs from {@code done}
     */
    public void at(String step, String unit, long done, long total, long count) {
        if (!step.equals(current)) {
            close();
            current = step;
            progressDisplay = new ProgressDisplay(step, unit, total, err);
        }
        if (progressDisplay.isDue()) {
            progressDisplay.update(done, count);
        }
    }

    @Override
    public void close() {
        if (progressDisplay != null) {
            progressDisplay.close();
            progressDisplay = null;
        }
    }
}
