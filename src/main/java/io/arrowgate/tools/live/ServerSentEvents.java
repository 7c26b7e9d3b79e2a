package io.arrowgate.tools.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Writes a feed as server-sent events (HTML standard) until the feed is closed or the client disconnects.
 *
 * <p>An event's id contains the feed's id and the sequence. A page that reconnects to a new feed therefore gets all of its
 * events.
 */
final class ServerSentEvents {
    /** Delay after which a disconnected page reconnects. */
    private static final int RETRY_MILLIS = 2_000;

    private final EventFeed eventFeed;
    private final String feedId;
    private final Duration heartbeat;

    /**
     * @param feedId must not contain a full stop
     * @param heartbeat time without an event after which a comment is sent, so that both sides detect a lost connection
     */
    ServerSentEvents(EventFeed eventFeed, String feedId, Duration heartbeat) {
        this.eventFeed = eventFeed;
        this.feedId = feedId;
        this.heartbeat = heartbeat;
    }

    /** @param lastEventId id of the last event that the page has received; null for a new page */
    void write(OutputStream out, String lastEventId) throws IOException, InterruptedException {
        long known = lastSequence(lastEventId);
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

    /** Returns the sequence in an event id of this feed; 0 for another feed's id or null. */
    long lastSequence(String lastEventId) {
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

    /** Formats an event. Each line of the data becomes a data field of its own. */
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
