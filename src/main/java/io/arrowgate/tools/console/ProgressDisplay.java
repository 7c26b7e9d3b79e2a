package io.arrowgate.tools.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows the progress of a run: a bar on a terminal, otherwise an occasional line. Both have the amount and, if the total is known,
 * its share and the remaining time.
 */
public final class ProgressDisplay implements AutoCloseable {
    /** Set by the launcher, which checks whether standard error is a terminal. */
    private static final String TERMINAL_PROPERTY = "arrowgate.terminal";

    private static final long BAR_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int PERCENT = 100;

    private final String task;
    private final String unit;
    private final long total;
    private final Consumer<String> lines;
    private final LongSupplier clock;
    private final ProgressBar bar;
    private final long everyNanos;
    private final long startNanos;
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
        this(task, unit, total, out::println);
    }

    /** @param lines receives plain lines; a bar is written to standard error */
    public ProgressDisplay(String task, String unit, long total, Consumer<String> lines) {
        this(task, unit, total, lines, Boolean.getBoolean(TERMINAL_PROPERTY), System::nanoTime);
    }

    ProgressDisplay(
            String task, String unit, long total, Consumer<String> lines, boolean terminal, LongSupplier clock) {
        this.task = task;
        this.unit = unit;
        this.total = total;
        this.lines = lines;
        this.clock = clock;
        this.bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .build()
                : null;
        this.everyNanos = terminal ? BAR_NANOS : LINE_NANOS;
        this.startNanos = clock.getAsLong();
        this.nextNanos = startNanos + everyNanos;
    }

    /** Returns whether an {@link #update} is due; cheap enough to call for every record. */
    public boolean isDue() {
        return clock.getAsLong() - nextNanos >= 0;
    }

    /** Shows the position, and the number that stands for it. */
    public void update(long position, long count) {
        nextNanos = clock.getAsLong() + everyNanos;
        if (bar == null) {
            lines.accept("%s: %,d %s%s".formatted(task, count, unit, share(position)));
            return;
        }
        bar.setExtraMessage(" %,d %s".formatted(count, unit));
        bar.stepTo(position);
    }

    private String share(long position) {
        if (total <= 0 || position > total) {
            return "";
        }
        String percent = ", %d %%".formatted(PERCENT * position / total);
        if (position <= 0 || position == total) {
            return percent;
        }
        double elapsed = clock.getAsLong() - startNanos;
        return "%s, about %s left"
                .formatted(percent, text(Duration.ofNanos((long) (elapsed * (total - position) / position))));
    }

    /** Returns a duration in whole seconds, such as {@code 2 min 5 s}. */
    private static String text(Duration duration) {
        long minutes = duration.toMinutes();
        return minutes == 0
                ? "%d s".formatted(duration.toSeconds())
                : "%d min %d s".formatted(minutes, duration.toSecondsPart());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
