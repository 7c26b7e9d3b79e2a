package io.arrowgate.tools.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Buffers the events for the pages: those of the last minutes, and the latest of each kind that replaces its predecessor. A new
 * page gets all of them. The buffer is bounded, even with slow readers. Thread-safe.
 */
final class EventFeed implements AutoCloseable {
    /**
     * Holds one event.
     *
     * @param sequence greater than those of all earlier events
     * @param name kind of the event
     * @param data as JSON
     */
    record Event(long sequence, String name, String data) {}

    private final int capacity;
    private final Deque<Event> recent = new ArrayDeque<>();
    private final Map<String, Event> newest = new HashMap<>();
    private long sequence;
    private boolean closed;

    /** @param capacity maximum number of added events that are kept */
    EventFeed(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, but is " + capacity);
        }
        this.capacity = capacity;
    }

    /** Appends an event. */
    synchronized void add(String name, String data) {
        if (recent.size() == capacity) {
            recent.removeFirst();
        }
        recent.addLast(new Event(++sequence, name, data));
        notifyAll();
    }

    /** Replaces the previous event of the same name, unless the data are equal. */
    synchronized void replace(String name, String data) {
        Event before = newest.get(name);
        if (before == null || !before.data().equals(data)) {
            newest.put(name, new Event(++sequence, name, data));
            notifyAll();
        }
    }

    /**
     * Waits for events after the given one and returns all that are kept, in order.
     *
     * @param after sequence of the last event that the reader has; 0 for none
     * @return an empty list if the feed is closed or no event arrives in time
     */
    synchronized List<Event> after(long after, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!closed && sequence <= after) {
            long leftMillis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                break;
            }
            wait(leftMillis);
        }
        List<Event> events = new ArrayList<>();
        if (!closed) {
            newest.values().stream().filter(event -> event.sequence() > after).forEach(events::add);
            recent.stream().filter(event -> event.sequence() > after).forEach(events::add);
            events.sort(Comparator.comparingLong(Event::sequence));
        }
        return events;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Closes the feed and wakes up all waiting readers. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
