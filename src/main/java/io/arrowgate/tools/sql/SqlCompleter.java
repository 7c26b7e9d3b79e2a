package io.arrowgate.tools.sql;

import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proposes keywords and the server's tables, columns and functions. Reads them in a thread of its own, because that takes a while. */
final class SqlCompleter implements Completer {
    private static final Logger LOG = LoggerFactory.getLogger(SqlCompleter.class);
    private static final long PATIENCE_SECONDS = 5;

    private static final String KEYWORDS = "keywords";

    /** Queries by the heading of their names. An old server may lack one of the tables. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("tables", """
                SELECT if(database = currentDatabase(), name, concat(database, '.', name)) FROM system.tables
                WHERE NOT is_temporary UNION ALL SELECT name FROM system.databases""");
        NAMES.put("columns", """
                SELECT DISTINCT arrayJoin([name, concat(table, '.', name)]) FROM system.columns
                WHERE database = currentDatabase()""");
        NAMES.put(KEYWORDS, "SELECT keyword FROM system.keywords");
        NAMES.put("functions", "SELECT name FROM system.functions");
    }

    private final ClickHouseSettings settings;
    private volatile CompletableFuture<List<Candidate>> names = new CompletableFuture<>();

    SqlCompleter(ClickHouseSettings settings) {
        this.settings = settings;
    }

    /** Reads the names of a database in the background. */
    void refresh(String database) {
        CompletableFuture<List<Candidate>> found = new CompletableFuture<>();
        names = found;
        Thread reading = new Thread(() -> found.complete(read(database)), "sql completion");
        reading.setDaemon(true);
        reading.start();
    }

    private List<Candidate> read(String database) {
        List<Candidate> found = new ArrayList<>();
        try (SqlSession session = new SqlSession(settings)) {
            session.use(database);
            for (Map.Entry<String, String> names : NAMES.entrySet()) {
                try {
                    session.text(names.getValue())
                            .lines()
                            .map(name -> candidate(name, names.getKey()))
                            .forEach(found::add);
                } catch (SQLException e) {
                    LOG.info("the prompt does not complete {}: {}", names.getKey(), e.getMessage());
                }
            }
        } catch (IOException e) {
            LOG.info("the prompt completes no names", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return found;
    }

    /** A blank follows a keyword; a dot, a comma or a bracket may follow another name. */
    private static Candidate candidate(String name, String heading) {
        return new Candidate(name, name, heading, null, null, null, heading.equals(KEYWORDS));
    }

    /**
     * Waits for the names for a moment, so that the first Tab completes as well. Qualified names are proposed after their first dot
     * only.
     */
    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        try {
            boolean isQualified = line.word().contains(".");
            names.get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
                    .filter(name -> name.value().contains(".") == isQualified)
                    .forEach(candidates::add);
        } catch (TimeoutException | ExecutionException e) {
            LOG.info("the names to complete have not arrived yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
