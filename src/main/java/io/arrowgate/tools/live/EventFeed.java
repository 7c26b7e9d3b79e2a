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
 * What pages are told: events of the last minutes, which a new page is told as well, and the newest of those that replace one
 * another. Bounded, whoever reads it and however slowly; for any thread.
 */
final class EventFeed implements AutoCloseable {
    /**
     * One thing to tell.
     *
     * @param sequence greater than those of all earlier events
     * @param name what kind of event it is
     * @param data as JSON
     */
    record Event(long sequence, String name, String data) {}

    private final int capacity;
    private final Deque<Event> recent = new ArrayDeque<>();
    private final Map<String, Event> newest = new HashMap<>();
    private long sequence;
    private boolean closed;

    /** @param capacity how many of the added events are kept */
    EventFeed(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, but is " + capacity);
        }
        this.capacity = capacity;
    }

    /** Adds an event to those before it. */
    synchronized void add(String name, String data) {
        if (recent.size() == capacity) {
            recent.removeFirst();
        }
        recent.addLast(new Event(++sequence, name, data));
        notifyAll();
    }

    /** Puts an event in the place of the one before it of the same name; nothing happens if it says the same. */
    synchronized void replace(String name, String data) {
        Event before = newest.get(name);
        if (before == null || !before.data().equals(data)) {
            newest.put(name, new Event(++sequence, name, data));
            notifyAll();
        }
    }

    /**
     * Waits for events that came after another one, and returns all that are kept, in their order.
     *
     * @param after sequence of the last event that is known already; 0 for none
     * @return nothing if the feed is closed, or if none came for so long
     */
    synchronized List<Event> after(long after, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
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

    /** Lets all who wait go. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
