package io.arrowgate.tools.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.option.ClickHouseFlags;
import io.arrowgate.tools.sql.SqlPrompt;
import io.arrowgate.tools.sql.SqlScript;
import io.arrowgate.tools.sql.SqlSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs SQL on ClickHouse: one query, standard input, or an interactive prompt ({@code sql}). */
@Command(
        name = "sql",
        modelTransformer = SqlCommand.Flags.class,
        description = {
            "Runs SQL on ClickHouse: at a prompt with history and completion, from --query, or from standard input.",
            "",
            "A semicolon ends a statement, which may have several lines. The first failed statement of --query or standard input"
                    + " ends the command with exit code 1.",
            "Without --clickhouse-url the server is that of the local stack.",
            ""
        })
public final class SqlCommand implements Callable<Integer> {
    /** Set by the launcher, which checks whether standard input is a terminal. */
    private static final String TERMINAL_PROPERTY = "arrowgate.input-terminal";

    private static final String HISTORY = "sql-history";

    @Spec
    private CommandSpec command;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "SQL",
            description = "Statements to run instead of a prompt.")
    private String query;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "PrettyCompactMonoBlock",
            description =
                    "ClickHouse's output format, such as TSV, CSVWithNames, JSONEachRow or Vertical. A FORMAT clause of"
                            + " a statement takes precedence. By default an aligned table.")
    private String format;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        ClickHouseSettings settings = LocalServers.settings(command).clickHouse();
        try (SqlSession session = new SqlSession(settings)) {
            if (query == null && Boolean.getBoolean(TERMINAL_PROPERTY)) {
                prompt(session, settings);
            } else {
                script(session);
            }
        }
        return 0;
    }

    private void script(SqlSession session) throws IOException, SQLException, InterruptedException {
        String text = query == null ? new String(System.in.readAllBytes(), UTF_8) : query;
        // The bytes of a binary format must not be decoded.
        if (new SqlScript(session, format, System.out).run(text) == 0) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s has no statement; give for example --query 'SHOW TABLES'"
                            .formatted(query == null ? "standard input" : "--query"));
        }
    }

    private void prompt(SqlSession session, ClickHouseSettings settings) throws IOException, InterruptedException {
        try (Terminal terminal = TerminalBuilder.terminal()) {
            new SqlPrompt(
                            terminal,
                            session,
                            settings,
                            format,
                            LocalStack.dataDir(LocalServers.options(command)).resolve(HISTORY))
                    .run();
        }
    }

    /** Adds the flags of a connection to ClickHouse. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            OptionFlags.addTo(command, List.of());
            return ClickHouseFlags.addTo(command);
        }
    }
}
