package io.arrowgate.alert;

import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Schedules the absence checks of the series of one bucket.
 *
 * <p>Readings do not move a deadline. When it expires, the series is checked and a new deadline is set. Holds at most
 * one deadline per series, and is recreated after a restore.
 */
final class AbsenceDeadlines {
    private final PriorityQueue<Deadline> queue = new PriorityQueue<>();
    private final Set<String> keys = new HashSet<>();

    /** Sets the deadline of a series that has none; an existing one stays. */
    void add(String key, long atMillis) {
        if (keys.add(key)) {
            queue.add(new Deadline(atMillis, key));
        }
    }

    boolean contains(String key) {
        return keys.contains(key);
    }

    /** Removes and returns a series whose deadline has expired; null if there is none. */
    String poll(long nowMillis) {
        if (queue.isEmpty() || queue.peek().atMillis > nowMillis) {
            return null;
        }
        Deadline due = queue.remove();
        keys.remove(due.key);
        return due.key;
    }

    private record Deadline(long atMillis, String key) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            return Long.compare(atMillis, other.atMillis);
        }
    }
}
