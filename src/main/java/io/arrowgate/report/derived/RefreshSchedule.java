package io.arrowgate.report.derived;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides when a derived table may be refreshed, and measures how far it is behind its source.
 *
 * <p>After a refresh a table pauses for a multiple of the time that the refresh took, so that refreshes use a share of the server's
 * time, and for its minimum, but for at most {@link #MAX_PAUSE}, or {@link #MAX_BACKLOG_PAUSE}. Each table has a pause of its own, so that an
 * expensive one does not delay the others.
 *
 * <p>One thread at a time may use it, except {@link #lagSeconds} and {@link #pendingRows}.
 */
public final class RefreshSchedule {
    /** Pause after a refresh, in multiples of its duration. */
    static final int PAUSE_FACTOR = 9;
    /** Pause after a refresh while many new rows are pending, in multiples of its duration. */
    static final int BACKLOG_PAUSE_FACTOR = 1;
    /** New rows from which on the shorter pause can apply. */
    static final long BACKLOG_ROWS = 200_000;
    /** The shorter pause applies if at least one of so many rows in the affected partitions is new; at a high steady rate fewer are. */
    static final int BACKLOG_SHARE = 10;
    /** Longest pause. */
    static final Duration MAX_PAUSE = Duration.ofSeconds(30);
    /** Longest pause while many new rows are pending. */
    static final Duration MAX_BACKLOG_PAUSE = Duration.ofSeconds(10);

    private final LongSupplier nanoClock;
    private final Map<String, TableState> tables = new HashMap<>();
    private final long start;
    private volatile long completeAt;
    private volatile long pendingRows;

    /** State of one table; times are of the clock. */
    private static final class TableState {
        /** The table has all rows that were inserted before. */
        long completeAt;

        long pendingRows;
        /** End and duration of the last refresh. */
        long endedAt;

        long tookNanos;
        boolean wasRefreshed;
    }

    /** @param nanoClock such as {@link System#nanoTime} */
    public RefreshSchedule(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        start = nanoClock.getAsLong();
        completeAt = start;
    }

    /** Returns a schedule without pauses. */
    public static RefreshSchedule immediate() {
        return new RefreshSchedule(System::nanoTime);
    }

    long now() {
        return nanoClock.getAsLong();
    }

    /** Returns the pause after a refresh. */
    private static Duration pause(Duration took, boolean backlog, Duration minPause) {
        Duration pause = took.multipliedBy(backlog ? BACKLOG_PAUSE_FACTOR : PAUSE_FACTOR);
        Duration longest = backlog ? MAX_BACKLOG_PAUSE : MAX_PAUSE;
        Duration shortest = backlog ? Duration.ZERO : minPause;
        return Collections.min(List.of(longest, Collections.max(List.of(pause, shortest))));
    }

    /**
     * Records the number of new rows of a table, and returns whether it may be refreshed now.
     *
     * @param rows number of rows in the partitions with new rows
     * @param minPause between two refreshes, unless many new rows are pending
     */
    boolean isDue(String table, long newRows, long rows, Duration minPause) {
        TableState state = state(table);
        state.pendingRows = newRows;
        summarize();
        boolean backlog = newRows >= BACKLOG_ROWS && newRows >= rows / BACKLOG_SHARE;
        return now() - state.endedAt
                >= pause(Duration.ofNanos(state.tookNanos), backlog, state.wasRefreshed ? minPause : Duration.ZERO)
                        .toNanos();
    }

    /** Records that a portion of the new rows was processed. */
    void processed(String table, long rows) {
        TableState state = state(table);
        state.pendingRows = Math.max(0, state.pendingRows - rows);
        summarize();
    }

    /** Records the end of a refresh, which may have failed. */
    void ended(String table, long startedAt) {
        TableState state = state(table);
        state.endedAt = now();
        state.tookNanos = state.endedAt - startedAt;
        state.wasRefreshed = true;
    }

    /** Records that a table has all rows that were inserted before a time. */
    void complete(String table, long at) {
        TableState state = state(table);
        state.completeAt = at;
        state.pendingRows = 0;
        summarize();
    }

    private TableState state(String table) {
        return tables.computeIfAbsent(table, none -> {
            TableState state = new TableState();
            state.completeAt = start;
            state.endedAt = start;
            return state;
        });
    }

    private void summarize() {
        completeAt = tables.values().stream()
                .mapToLong(state -> state.completeAt)
                .reduce((a, b) -> a - b < 0 ? a : b)
                .orElse(start);
        pendingRows =
                tables.values().stream().mapToLong(state -> state.pendingRows).sum();
    }

    /** Returns the age of the newest state of the sources that all tables include, in seconds. */
    public double lagSeconds() {
        return (now() - completeAt) / 1e9;
    }

    /** Returns the number of new rows that tables had not processed at the last look, summed over the tables. */
    public long pendingRows() {
        return pendingRows;
    }
}
