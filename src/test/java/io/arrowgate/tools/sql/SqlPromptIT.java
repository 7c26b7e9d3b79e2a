package io.arrowgate.tools.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.testing.TestAwait;
import io.arrowgate.testing.TestClickHouse;
import io.arrowgate.tools.local.SharedStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs scripts and types at a prompt against the shared engine. */
class SqlPromptIT {
    private static ClickHouseSettings settings;

    @TempDir
    private Path dir;

    @BeforeAll
    static void table() {
        settings = TestClickHouse.shared(SharedStack.newDatabase());
        SharedStack.queryIn(
                settings.database(), "CREATE TABLE pumps (pressure_bar Float64) ENGINE = MergeTree ORDER BY tuple()");
        SharedStack.queryIn(settings.database(), "INSERT INTO pumps VALUES (4.5), (6.25)");
    }

    private static String script(String text, String format) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SqlSession session = new SqlSession(settings)) {
            new SqlScript(session, format, out).run(text);
        }
        return out.toString(UTF_8);
    }

    /** Types keys at a prompt, leaves it, and returns what it showed. */
    private String type(String keys) throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (PipedOutputStream keyboard = new PipedOutputStream();
                Terminal terminal =
                        new ExternalTerminal("test", "xterm", new PipedInputStream(keyboard), screen, UTF_8);
                SqlSession session = new SqlSession(settings)) {
            keyboard.write((keys + "exit\r").getBytes(UTF_8));
            keyboard.flush();
            new SqlPrompt(terminal, session, settings, "TSV", dir.resolve("history")).run();
        }
        return screen.toString(UTF_8).replace("\r\n", "\n");
    }

    @Test
    void tablesAreAlignedText() throws Exception {
        assertThat(script("SELECT 'pump' AS name, 12 AS n", "PrettyCompactMonoBlock"))
                .contains("│ pump │ 12 │");
    }

    @Test
    void formatClauseTakesPrecedence() throws Exception {
        assertThat(script("SELECT pressure_bar FROM pumps ORDER BY 1 FORMAT JSONEachRow", "TSV"))
                .isEqualTo("{\"pressure_bar\":4.5}\n{\"pressure_bar\":6.25}\n");
    }

    @Test
    void sessionKeepsSettingsAndDatabaseBetweenStatements() throws Exception {
        assertThat(script(
                        "USE system; SET max_threads = 3; SELECT currentDatabase(), getSetting('max_threads');", "TSV"))
                .isEqualTo("system\t3\n");
    }

    @Test
    void scriptStopsAtTheFirstFailedStatement() {
        assertThatThrownBy(() -> script("SELECT 1; SELECT nothing; SELECT 3", "TSV"))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("statement 2 of 3: Code: 47. DB::Exception: ")
                .hasMessageContaining("nothing");
    }

    @Test
    void statementContinuesUntilItsSemicolon() throws Exception {
        assertThat(type("SELECT sum(pressure_bar)\rFROM pumps;\r")).contains("10.75\n", "1 row in");
    }

    @Test
    void failedStatementShowsTheServersMessageAndThePromptContinues() throws Exception {
        assertThat(type("SELECT nothing;\rSELECT 41 + 1;\r")).contains("Code: 47. DB::Exception: ", "42\n");
    }

    @Test
    void historyIsKeptForTheOwnerOnly() throws Exception {
        type("SELECT 'first';\r");

        // Ctrl-P, like the up arrow, recalls the statement.
        assertThat(type("\020\r")).contains("first\n");
        assertThat(Files.getPosixFilePermissions(dir.resolve("history")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void tabCompletesKeywordsColumnsAndTables() throws Exception {
        assertThat(type("sele\tsum(pressure_\t) from pum\t;\r")).contains("10.75\n");
    }

    @Test
    void statementAfterACancelledOneRuns() throws Exception {
        try (SqlSession session = new SqlSession(settings)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                try {
                    session.run("SELECT sleepEachRow(1) FROM numbers(60) SETTINGS max_block_size = 1", "TSV", out);
                } catch (SQLException | IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            TestAwait.await("cancelled").untilAsserted(() -> {
                session.cancel();
                assertThat(running).isCompletedExceptionally();
            });

            assertThatThrownBy(running::join).hasCauseInstanceOf(CancellationException.class);
            assertThat(session.text("SELECT 1")).isEqualTo("1");
        }
    }
}
