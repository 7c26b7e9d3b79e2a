package io.arrowgate.tools.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.tools.local.process.MachineSpeed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final EventFeed eventFeed = new EventFeed(3);

    private List<String> after(long sequence) throws InterruptedException {
        return eventFeed.after(sequence, NONE).stream()
                .map(EventFeed.Event::data)
                .toList();
    }

    @Test
    void newPageGetsAllKeptEvents() throws Exception {
        for (int i = 1; i <= 5; i++) {
            eventFeed.add("sample", "s" + i);
        }
        assertThat(after(0)).containsExactly("s3", "s4", "s5");
    }

    @Test
    void replacedEventKeepsOnlyTheLatestOfItsName() throws Exception {
        eventFeed.replace("alerts", "a1");
        eventFeed.replace("line", "l");
        for (int i = 1; i <= 4; i++) {
            eventFeed.add("sample", "s" + i);
        }
        eventFeed.replace("alerts", "a2");
        assertThat(after(0)).containsExactly("l", "s2", "s3", "s4", "a2");
    }

    @Test
    void reconnectedPageGetsTheMissingEvents() throws Exception {
        eventFeed.add("sample", "s1");
        long known = eventFeed.after(0, NONE).get(0).sequence();
        eventFeed.add("sample", "s2");
        eventFeed.replace("alerts", "a");
        assertThat(after(known)).containsExactly("s2", "a");
    }

    @Test
    void equalReplacementIsIgnored() throws Exception {
        eventFeed.replace("alerts", "a");
        long known = eventFeed.after(0, NONE).get(0).sequence();
        eventFeed.replace("alerts", "a");
        assertThat(after(known)).isEmpty();
    }

    @Test
    void nextEventEndsTheWait() throws Exception {
        CompletableFuture<List<EventFeed.Event>> waiting = waiting();
        eventFeed.add("sample", "s1");
        assertThat(waiting.get(MachineSpeed.seconds(30).toSeconds(), TimeUnit.SECONDS))
                .extracting(EventFeed.Event::data)
                .containsExactly("s1");
    }

    @Test
    void closingTheFeedEndsTheWaitWithoutEvents() throws Exception {
        CompletableFuture<List<EventFeed.Event>> waiting = waiting();
        eventFeed.close();
        assertThat(waiting.get(MachineSpeed.seconds(30).toSeconds(), TimeUnit.SECONDS))
                .isEmpty();
        eventFeed.add("sample", "s1");
        assertThat(after(0)).isEmpty();
        assertThat(eventFeed.isClosed()).isTrue();
    }

    @Test
    void zeroCapacityIsRejected() {
        assertThatThrownBy(() -> new EventFeed(0)).hasMessage("capacity must be at least 1, but is 0");
    }

    private CompletableFuture<List<EventFeed.Event>> waiting() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return eventFeed.after(0, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
