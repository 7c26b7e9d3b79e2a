package io.arrowgate.view.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.local.MachineSpeed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Feed feed = new Feed(3);

    private List<String> after(long sequence) throws InterruptedException {
        return feed.after(sequence, NONE).stream().map(Feed.Event::data).toList();
    }

    @Test
    void aNewPageIsToldOfWhatTheRingKeeps() throws Exception {
        for (int i = 1; i <= 5; i++) {
            feed.add("sample", "s" + i);
        }
        assertThat(after(0)).containsExactly("s3", "s4", "s5");
    }

    @Test
    void anEventTakesThePlaceOfTheOneBeforeOfItsNameWhateverTheRingKeeps() throws Exception {
        feed.replace("alerts", "a1");
        feed.replace("line", "l");
        for (int i = 1; i <= 4; i++) {
            feed.add("sample", "s" + i);
        }
        feed.replace("alerts", "a2");
        assertThat(after(0)).containsExactly("l", "s2", "s3", "s4", "a2");
    }

    @Test
    void aPageThatKnowsSomeIsToldOfTheRest() throws Exception {
        feed.add("sample", "s1");
        long known = feed.after(0, NONE).get(0).sequence();
        feed.add("sample", "s2");
        feed.replace("alerts", "a");
        assertThat(after(known)).containsExactly("s2", "a");
    }

    @Test
    void whatSaysTheSameIsNoNews() throws Exception {
        feed.replace("alerts", "a");
        long known = feed.after(0, NONE).get(0).sequence();
        feed.replace("alerts", "a");
        assertThat(after(known)).isEmpty();
    }

    @Test
    void aWaitEndsWithTheNextEvent() throws Exception {
        CompletableFuture<List<Feed.Event>> waiting = waiting();
        feed.add("sample", "s1");
        assertThat(waiting.get(MachineSpeed.seconds(30).toSeconds(), TimeUnit.SECONDS))
                .extracting(Feed.Event::data)
                .containsExactly("s1");
    }

    @Test
    void aWaitEndsWithTheFeedAndIsToldOfNothing() throws Exception {
        CompletableFuture<List<Feed.Event>> waiting = waiting();
        feed.close();
        assertThat(waiting.get(MachineSpeed.seconds(30).toSeconds(), TimeUnit.SECONDS))
                .isEmpty();
        feed.add("sample", "s1");
        assertThat(after(0)).isEmpty();
        assertThat(feed.isClosed()).isTrue();
    }

    @Test
    void aRingOfNothingIsRefused() {
        assertThatThrownBy(() -> new Feed(0)).hasMessage("capacity must be at least 1, but is 0");
    }

    private CompletableFuture<List<Feed.Event>> waiting() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return feed.after(0, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
