package io.arrowgate.tools.console;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of a run: a bar on a terminal, otherwise an occasional line. */
public final class ProgressDisplay implements AutoCloseable {
    /** Set by the launcher, which checks whether standard error is a terminal. */
    private static final String TERMINAL_PROPERTY = "arrowgate.terminal";

    private static final long BAR_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String task;
    private final String unit;
    private final PrintWriter out;
    private final ProgressBar bar;
    private final long everyNanos;
    private long nextNanos;

    /**
     * @param task for example the topic's name
     * @param total final {@code position} of {@link #update}; -1 if unknown
     * @param out receives plain lines; a bar is written to standard error
     */
    public ProgressDisplay(String task, long total, PrintWriter out) {
        this(task, "records", total, out);
    }

    /** @param unit of what {@link #update} counts */
    public ProgressDisplay(String task, String unit, long total, PrintWriter out) {
        this.task = task;
        this.unit = unit;
        this.out = out;
        boolean terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
        this.bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .build()
                : null;
        this.everyNanos = terminal ? BAR_NANOS : LINE_NANOS;
        this.nextNanos = System.nanoTime() + everyNanos;
    }

    /** Returns whether an {@link #update} is due; cheap enough to call for every record. */
    public boolean isDue() {
        return System.nanoTime() - nextNanos >= 0;
    }

    public void update(long position, long count) {
        nextNanos = System.nanoTime() + everyNanos;
        if (bar == null) {
            out.printf("%s: %,d %s%n", task, count, unit);
            return;
        }
        bar.setExtraMessage(" %,d %s".formatted(count, unit));
        bar.stepTo(position);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
