package io.arrowgate.tools.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {
    private final EventFeed eventFeed = new EventFeed(10);

    /** Collects the output and closes the feed when the output has this suffix. */
    private String written(ServerSentEvents events, String lastEventId, String ending) throws Exception {
        StringBuilder text = new StringBuilder();
        events.write(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw new AssertionError("byte by byte");
                    }

                    @Override
                    public void write(byte[] bytes) {
                        text.append(new String(bytes, StandardCharsets.UTF_8));
                        if (text.toString().endsWith(ending)) {
                            eventFeed.close();
                        }
                    }
                },
                lastEventId);
        return text.toString();
    }

    private ServerSentEvents events(Duration heartbeat) {
        return new ServerSentEvents(eventFeed, "f", heartbeat);
    }

    @Test
    void eventHasIdNameDataAndAnEmptyLine() throws Exception {
        eventFeed.replace("line", "{\"job\":\"é\"}");
        eventFeed.add("sample", "{}");
        assertThat(written(events(Duration.ofMinutes(5)), null, "{}\n\n")).isEqualTo("""
                        retry: 2000

                        id: f.1
                        event: line
                        data: {"job":"é"}

                        id: f.2
                        event: sample
                        data: {}

                        """);
    }

    @Test
    void lineBreaksInDataBecomeDataFields() {
        assertThat(events(Duration.ofMinutes(5)).frame(new EventFeed.Event(1, "alerts", "a\n\nevent: line\r\ndata: b")))
                .isEqualTo("id: f.1\nevent: alerts\ndata: a\ndata: \ndata: event: line\ndata: data: b\n\n");
    }

    @Test
    void reconnectedPageGetsTheMissedEvents() throws Exception {
        eventFeed.add("sample", "1");
        eventFeed.add("sample", "2");
        assertThat(written(events(Duration.ofMinutes(5)), "f.1", "2\n\n"))
                .isEqualTo("retry: 2000\n\nid: f.2\nevent: sample\ndata: 2\n\n");
    }

    @Test
    void unknownEventIdCountsAsNewPage() {
        ServerSentEvents events = events(Duration.ofMinutes(5));
        assertThat(events.lastSequence("f.17")).isEqualTo(17);
        assertThat(events.lastSequence("g.17")).isZero();
        assertThat(events.lastSequence("f.x")).isZero();
        assertThat(events.lastSequence("f")).isZero();
        assertThat(events.lastSequence(null)).isZero();
    }

    @Test
    void heartbeatIsSentWithoutEvents() throws Exception {
        assertThat(written(events(Duration.ofMillis(1)), null, ":\n\n:\n\n")).isEqualTo("retry: 2000\n\n:\n\n:\n\n");
    }

    @Test
    void disconnectedClientEndsTheStream() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThatThrownBy(() -> events(Duration.ofMillis(1)).write(gone, null)).isInstanceOf(IOException.class);
    }
}
