package io.arrowgate.alert;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Schedules the absence checks of the series of one subtask.
 *
 * <p>Readings do not move a deadline. When it expires, the series is checked and a new deadline is set. Only a shorter timeout replaces a
 * deadline by an earlier one. Holds one deadline per series, and is recreated after a restore.
 */
final class AbsenceDeadlines {
    private final PriorityQueue<Deadline> queue = new PriorityQueue<>(Comparator.comparingLong(Deadline::atMillis));

    /** Sets the deadline of a series; an earlier one stays. */
    void add(TrackedSeries series, long atMillis) {
        if (series.absenceDeadlineMillis == TrackedSeries.NO_DEADLINE || atMillis < series.absenceDeadlineMillis) {
            series.absenceDeadlineMillis = atMillis;
            queue.add(new Deadline(atMillis, series));
        }
    }

    /** Removes and returns a series whose deadline has expired; null if there is none. */
    TrackedSeries poll(long nowMillis) {
        while (!queue.isEmpty() && queue.peek().atMillis() <= nowMillis) {
            Deadline deadline = queue.remove();
            if (!deadline.isReplaced()) {
                deadline.series().absenceDeadlineMillis = TrackedSeries.NO_DEADLINE;
                return deadline.series();
            }
        }
        return null;
    }

    private record Deadline(long atMillis, TrackedSeries series) {
        boolean isReplaced() {
            return series.absenceDeadlineMillis != atMillis;
        }
    }
}
