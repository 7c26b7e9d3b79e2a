package io.arrowgate.tools.sql;

import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** Reads statements from a terminal, and prints their results until the user leaves. Ctrl-C cancels a statement. */
public final class SqlPrompt {
    private static final String PROMPT = "arrowgate> ";
    private static final String CONTINUATION = "       ... ";
    /** Statements after which other names can be completed. */
    private static final Pattern CHANGES_NAMES = Pattern.compile(
            "\\s*(USE|CREATE|ALTER|DROP|RENAME|ATTACH|DETACH|EXCHANGE|UNDROP)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Terminal terminal;
    private final SqlSession session;
    private final SqlCompleter completer;
    private final LineReader reader;
    private final String format;

    /**
     * @param settings of the session's server
     * @param format of the rows, unless a statement names one
     * @param history keeps the statements for the next prompt
     */
    public SqlPrompt(Terminal terminal, SqlSession session, ClickHouseSettings settings, String format, Path history)
            throws IOException {
        this.terminal = terminal;
        this.session = session;
        this.format = format;
        completer = new SqlCompleter(settings);
        createForOwner(history);
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new StatementParser())
                .completer(completer)
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_IGNORE, String.join(":", StatementParser.LEAVE))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
                // Otherwise "!=" would recall a statement.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .build();
    }

    /** Statements may contain passwords. */
    private static void createForOwner(Path history) throws IOException {
        Files.createDirectories(history.toAbsolutePath().getParent());
        try {
            Files.createFile(
                    history, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // From an earlier prompt.
        }
    }

    /** Runs statements until the user leaves or the input ends. */
    public void run() throws InterruptedException {
        completer.refresh(session.database());
        terminal.handle(Terminal.Signal.INT, signal -> session.cancel());
        terminal.writer()
                .printf(
                        "ClickHouse at %s, database %s. A semicolon ends a statement, Tab completes, Ctrl-D leaves.%n",
                        session.url(), session.database());
        while (true) {
            String text;
            try {
                text = reader.readLine(PROMPT);
            } catch (UserInterruptException e) {
                continue; // Discards what was typed.
            } catch (EndOfFileException e) {
                return;
            }
            if (StatementParser.LEAVE.contains(text.strip())) {
                return;
            }
            for (String statement : StatementSplitter.split(text).all()) {
                if (!execute(statement)) {
                    break;
                }
            }
        }
    }

    /** Runs a statement, and returns whether it succeeded. */
    private boolean execute(String statement) throws InterruptedException {
        PrintWriter out = terminal.writer();
        out.flush();
        long start = System.nanoTime();
        try {
            OptionalLong rows = session.run(statement, format, terminal.output());
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
            String count = rows.isEmpty()
                    ? ""
                    : "%,d %s in ".formatted(rows.getAsLong(), rows.getAsLong() == 1 ? "row" : "rows");
            out.printf("%s%.3f s%n%n", count, seconds);
            if (CHANGES_NAMES.matcher(statement).matches()) {
                completer.refresh(session.database());
            }
            return true;
        } catch (SQLException | IOException e) {
            out.println(e.getMessage());
        } catch (CancellationException e) {
            out.println("cancelled");
        } finally {
            out.flush();
        }
        return false;
    }
}
