package io.arrowgate.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Controls an address that is open in a headless browser in several views, through {@code follow.mjs}. */
public final class OpenPages implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final PrintWriter commands;
    private final BufferedReader answers;

    OpenPages(Process process, Path log) {
        this.process = process;
        this.log = log;
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns whether the browser has started. */
    boolean areReady() throws IOException {
        return answers.readLine() != null;
    }

    /** Opens the address in another view: wide, dark or narrow. */
    public void open(String view) throws IOException {
        answer("open " + view);
    }

    /** Waits until a text is visible. */
    public void await(String view, String text) throws IOException {
        answer("await %s %s".formatted(view, text));
    }

    /** Waits until a text is not visible. */
    public void awaitGone(String view, String text) throws IOException {
        answer("gone %s %s".formatted(view, text));
    }

    /** Clicks the element that a CSS selector finds. */
    public void click(String view, String selector) throws IOException {
        answer("click %s %s".formatted(view, selector));
    }

    /** Returns the visible contents, as {@code tab.mjs} reports them. */
    public JsonNode see(String view) throws IOException {
        return answer("see " + view);
    }

    private JsonNode answer(String command) throws IOException {
        commands.println(command);
        String answer = answers.readLine();
        if (answer == null) {
            throw new AssertionError("'%s' failed: %s".formatted(command, Files.readString(log)));
        }
        return JSON.readTree(answer);
    }

    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(MachineSpeed.seconds(10).toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
