package io.arrowgate.report.derived;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides when a derived table may be refreshed, and measures how far it is behind its source.
 *
 * <p>While its source receives rows, a table pauses after a refresh for a multiple of the time that the refresh took, so that refreshes
 * use a share of the server's time, within the limits of the table. Each row that arrives later saves the computation of groups that it
 * shares with earlier ones. When the source becomes quiet, the pending rows are the last ones for a while, and
 * the pause is short. Each table has a pause of its own, so that an expensive one does not delay the others.
 *
 * <p>One thread at a time may use it, except {@link #lagSeconds} and {@link #pendingRows}.
 */
public final class RefreshSchedule {
    /** Pause while the source receives rows, in multiples of the last refresh's duration. */
    static final int PAUSE_FACTOR = 9;
    /** Pause while the source is quiet, in multiples of the last refresh's duration. */
    static final int QUIET_PAUSE_FACTOR = 1;
    /** Longest pause while the source is quiet. */
    static final Duration MAX_QUIET_PAUSE = Duration.ofSeconds(10);
    /** A source is quiet if nothing was inserted for this time. */
    static final Duration QUIET_AFTER = Duration.ofSeconds(10);

    /** Limits of the pause between two refreshes of a table while its source receives rows. */
    record PauseLimits(Duration least, Duration greatest) {
        static final PauseLimits DEFAULT = new PauseLimits(Duration.ZERO, Duration.ofSeconds(60));

        /** Longest pause of any table. */
        private static final Duration MAX = Duration.ofMinutes(5);

        private static final int MAX_REFRESHES_PER_WINDOW = 60;
        /** A table that is expensive to refresh is refreshed this often, but not more often than the default permits. */
        private static final int MIN_REFRESHES_PER_WINDOW = 12;

        /** Returns the limits of a table of windows: the wider a window, the more processed rows each refresh reads again. */
        static PauseLimits ofWindows(Duration width) {
            return new PauseLimits(
                    min(width.dividedBy(MAX_REFRESHES_PER_WINDOW), DEFAULT.greatest),
                    min(max(width.dividedBy(MIN_REFRESHES_PER_WINDOW), DEFAULT.greatest), MAX));
        }

        private Duration limit(Duration pause) {
            return min(max(pause, least), greatest);
        }
    }

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
        /** Greatest block numbers of the source at the last look, and a time at which it already had them. */
        Map<String, Long> blocks = Map.of();

        long unchangedSince;
        /** Whether the source was quiet at the last look. */
        boolean quiet;
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

    /**
     * Records the new rows of a table, and returns whether it may be refreshed now.
     *
     * @param source the table that it reads, which may be derived itself
     */
    boolean isDue(String table, String source, SourceParts parts, PauseLimits limits) {
        TableState state = state(table);
        state.pendingRows = parts.newRows();
        summarize();
        if (!parts.blocks().equals(state.blocks)) {
            state.blocks = parts.blocks();
            state.unchangedSince = now() - parts.age().toNanos();
        }
        state.quiet = hasCaughtUp(source) || now() - state.unchangedSince >= QUIET_AFTER.toNanos();
        return !state.wasRefreshed
                || now() - state.endedAt >= pause(state, limits).toNanos();
    }

    /** Returns whether a table is derived, and has all rows of a quiet source. Then it is quiet as well. */
    private boolean hasCaughtUp(String table) {
        TableState state = tables.get(table);
        return state != null && state.quiet && state.pendingRows == 0;
    }

    private static Duration pause(TableState state, PauseLimits limits) {
        Duration took = Duration.ofNanos(state.tookNanos);
        return state.quiet
                ? min(took.multipliedBy(QUIET_PAUSE_FACTOR), MAX_QUIET_PAUSE)
                : limits.limit(took.multipliedBy(PAUSE_FACTOR));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
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
