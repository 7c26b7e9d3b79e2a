package io.arrowgate.tools.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TourConsoleTest {
    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);

    @Test
    void stepWaitsForEnter() throws Exception {
        PipedOutputStream keyboard = new PipedOutputStream();
        TourConsole console = TourConsole.interactive(out, new PipedInputStream(keyboard), () -> false);
        CompletableFuture<Void> step = step(console);
        Awaitility.await().until(() -> text.toString().endsWith("Press Enter to run it … "));
        assertThat(step).isNotDone();

        keyboard.write('\n');
        keyboard.flush();

        step.get();
    }

    @Test
    void stepDoesNotWaitAfterTheEndOfTheInput() throws Exception {
        TourConsole console = TourConsole.interactive(out, new ByteArrayInputStream(new byte[0]), () -> false);

        step(console).get();

        assertThat(text.toString()).startsWith("\n1/6  Title\n\nText\n");
    }

    @Test
    void stopSignalEndsTheWait() throws IOException {
        AtomicBoolean stopped = new AtomicBoolean();
        TourConsole console = TourConsole.interactive(out, endless(), stopped::get);
        CompletableFuture<Void> step = step(console);

        stopped.set(true);

        assertThatThrownBy(step::get).hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void commandIsQuotedAsAShellNeedsIt() {
        TourConsole.unattended(out, () -> false).arrowgate(List.of("sql", "--query", "SELECT 'a b'"));

        assertThat(text.toString()).isEqualTo("\n$ ./arrowgate sql --query 'SELECT '\\''a b'\\'''\n");
    }

    /** Returns an input in which nobody types. */
    private static InputStream endless() throws IOException {
        return new PipedInputStream(new PipedOutputStream());
    }

    private static CompletableFuture<Void> step(TourConsole console) {
        return CompletableFuture.runAsync(() -> {
            try {
                console.step("Title", "Text");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
