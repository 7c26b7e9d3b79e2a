package io.arrowgate.alert;

import io.arrowgate.alert.state.EncodedSeriesState;
import io.arrowgate.alert.state.SeriesState;

/** Represents one series of an alert subtask in memory; its state is in Flink's state, and may be cached here. */
final class TrackedSeries {
    static final long NO_DEADLINE = Long.MIN_VALUE;
    static final int NOT_CACHED = -1;

    /** Key of Flink's state of its bucket. */
    final int bucketKey;

    final String key;
    /** Version of the rules that {@link #absenceMillis} belongs to. */
    int rulesVersion = -1;
    /** Processing time of its last event. */
    long lastSeenMillis;
    /** Shortest timeout of its absence rules that do not fire; {@link SeriesState#NO_ABSENCE} without such a rule. */
    long absenceMillis = SeriesState.NO_ABSENCE;
    /** When {@link AbsenceDeadlines} has it checked for absence. */
    long absenceDeadlineMillis = NO_DEADLINE;

    // Maintained by SeriesOrder.
    TrackedSeries older;
    TrackedSeries newer;
    // Maintained by SeriesStore: the cached state, in one of two forms.
    SeriesState state;
    /** Estimate of the memory of the decoded state; 0 without one. */
    int stateBytes;

    boolean inDecodedQueue;
    EncodedSeriesState encoded;
    /** Index in the list of cached series. */
    int cacheIndex = NOT_CACHED;
    /** Whether the cached state has changed since it was last written. */
    boolean changed;

    TrackedSeries(int bucketKey, String key) {
        this.bucketKey = bucketKey;
        this.key = key;
    }
}
