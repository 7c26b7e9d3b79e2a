package io.arrowgate.tools.tour;

import io.arrowgate.tools.console.ShellPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints the steps of the tour, and waits for Enter before each if a user follows it. */
public final class TourConsole {
    private static final Logger LOG = LoggerFactory.getLogger(TourConsole.class);
    private static final long POLL_MILLIS = 100;

    private final PrintWriter out;
    private final BooleanSupplier stopped;
    private final Semaphore lines = new Semaphore(0);
    private volatile boolean interactive;
    private int step;

    private TourConsole(PrintWriter out, BooleanSupplier stopped) {
        this.out = out;
        this.stopped = stopped;
    }

    /** Creates a console that never waits. */
    public static TourConsole unattended(PrintWriter out, BooleanSupplier stopped) {
        return new TourConsole(out, stopped);
    }

    /** Creates a console that waits for a line of {@code input} before each step, until the input ends. */
    public static TourConsole interactive(PrintWriter out, InputStream input, BooleanSupplier stopped) {
        TourConsole console = new TourConsole(out, stopped);
        console.interactive = true;
        // A blocking read would delay Ctrl-C until Enter.
        Thread reader = new Thread(() -> console.read(input), "tour input");
        reader.setDaemon(true);
        reader.start();
        return console;
    }

    private void read(InputStream input) {
        try {
            for (int read = input.read(); read >= 0; read = input.read()) {
                if (read == '\n') {
                    lines.release();
                }
            }
        } catch (IOException e) {
            LOG.warn("cannot read standard input; the tour continues without waiting", e);
        }
        interactive = false;
    }

    /** Prints a line. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints title and explanation of the next step, and waits for Enter. */
    void step(String title, String explanation) throws InterruptedException {
        step++;
        print("%n%d/%d  %s%n%n%s".formatted(step, Tour.STEPS, title, explanation));
        pause();
    }

    private void pause() throws InterruptedException {
        lines.drainPermits();
        if (interactive) {
            out.printf("%nPress Enter to run it … ");
            out.flush();
        }
        boolean entered = !interactive;
        while (!entered && interactive && !stopped.getAsBoolean()) {
            entered = lines.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
        checkNotStopped();
    }

    /** Ends the tour if the user wants to. */
    void checkNotStopped() {
        if (stopped.getAsBoolean()) {
            throw new CancellationException("stopped on request");
        }
    }

    /** Prints a command of {@code ./arrowgate} as a user would type it. */
    void arrowgate(List<String> words) {
        command(words.stream().map(ShellPath::quoted).collect(Collectors.joining(" ", "./arrowgate ", "")));
    }

    /** Prints a command as a user would type it. */
    void command(String line) {
        print("%n$ %s".formatted(line));
    }
}
