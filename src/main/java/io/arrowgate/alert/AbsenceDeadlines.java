package io.arrowgate.alert;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Schedules the absence checks of the series of one subtask.
 *
 * <p>Readings do not move a deadline. When it expires, the series is checked and a new deadline is set. Holds at most one deadline per
 * series, and is recreated after a restore.
 */
final class AbsenceDeadlines {
    private final PriorityQueue<TrackedSeries> queue =
            new PriorityQueue<>(Comparator.comparingLong((TrackedSeries series) -> series.absenceDeadlineMillis));

    /** Sets the deadline of a series that has none; an existing one stays. */
    void add(TrackedSeries series, long atMillis) {
        if (!series.hasAbsenceDeadline) {
            series.hasAbsenceDeadline = true;
            series.absenceDeadlineMillis = atMillis;
            queue.add(series);
        }
    }

    /** Removes and returns a series whose deadline has expired; null if there is none. */
    TrackedSeries poll(long nowMillis) {
        TrackedSeries first = queue.peek();
        if (first == null || first.absenceDeadlineMillis > nowMillis) {
            return null;
        }
        queue.remove();
        first.hasAbsenceDeadline = false;
        return first;
    }
}
