package io.arrowgate.tools.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Writes a feed as server-sent events, as the HTML standard describes them, until the feed is closed or the reader is gone.
 *
 * <p>An event's id names the feed besides its sequence: a page that comes back to a feed made anew is told all of it.
 */
final class ServerSentEvents {
    /** A page that was cut off tries again so soon, milliseconds. */
    private static final int RETRY_MILLIS = 2_000;

    private final EventFeed eventFeed;
    private final String feedId;
    private final Duration heartbeat;

    /**
     * @param feedId without full stops
     * @param heartbeat a comment is written after so long without an event, so that either side notices when the other is gone
     */
    ServerSentEvents(EventFeed eventFeed, String feedId, Duration heartbeat) {
        this.eventFeed = eventFeed;
        this.feedId = feedId;
        this.heartbeat = heartbeat;
    }

    /** @param lastEventId what the page has seen last; null if it is new */
    void write(OutputStream out, String lastEventId) throws IOException, InterruptedException {
        long known = known(lastEventId);
        send(out, "retry: " + RETRY_MILLIS + "\n\n");
        while (!eventFeed.isClosed()) {
            List<EventFeed.Event> events = eventFeed.after(known, heartbeat);
            StringBuilder text = new StringBuilder();
            for (EventFeed.Event event : events) {
                text.append(frame(event));
                known = event.sequence();
            }
            if (!eventFeed.isClosed()) {
                send(out, events.isEmpty() ? ":\n\n" : text.toString());
            }
        }
    }

    /** The sequence in an id of this feed; 0 for one of another feed, or none at all. */
    long known(String lastEventId) {
        String prefix = feedId + ".";
        if (lastEventId == null || !lastEventId.startsWith(prefix)) {
            return 0;
        }
        try {
            return Long.parseLong(lastEventId.substring(prefix.length()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** A line break in the data begins another data line, or the rest would be taken for a field. */
    String frame(EventFeed.Event event) {
        StringBuilder text =
                new StringBuilder("id: %s.%d\nevent: %s\n".formatted(feedId, event.sequence(), event.name()));
        event.data().lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        return text.append('\n').toString();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
