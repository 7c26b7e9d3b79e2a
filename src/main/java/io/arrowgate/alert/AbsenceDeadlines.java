package io.arrowgate.alert;

import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * When the series of one bucket have to be looked at because they may have fallen silent. A deadline is not moved by each
 * reading: it is looked at when it comes, and then set anew. At most one for a series; made anew after a restore.
 */
final class AbsenceDeadlines {
    private final PriorityQueue<Deadline> queue = new PriorityQueue<>();
    private final Set<String> known = new HashSet<>();

    /** Sets the deadline of a series that has none; one that is set stays. */
    void add(String key, long atMillis) {
        if (known.add(key)) {
            queue.add(new Deadline(atMillis, key));
        }
    }

    boolean isKnown(String key) {
        return known.contains(key);
    }

    /** Takes out a series whose deadline has come; null if there is none. */
    String poll(long nowMillis) {
        if (queue.isEmpty() || queue.peek().atMillis > nowMillis) {
            return null;
        }
        Deadline due = queue.remove();
        known.remove(due.key);
        return due.key;
    }

    private record Deadline(long atMillis, String key) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            return Long.compare(atMillis, other.atMillis);
        }
    }
}
