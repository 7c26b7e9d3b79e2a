package io.arrowgate.tools.local.sql;

import io.arrowgate.tools.local.engine.ClickHouseException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rejects SQL that accesses files, programs or other servers in ways that the engine's own grants do not cover.
 *
 * <p>{@code EngineGrants} comes first: its grants deny sources, table engines with one, backups, dictionaries and the like. This
 * class covers what the embedded engine allows because it is designed for the command line: {@code INTO OUTFILE}, {@code FROM
 * INFILE}, the function {@code file}, disks that a query defines, and engines that run programs or write to a given path.
 */
public final class ExternalAccessGuard implements SqlLexer.Sink {
    private static final Pattern OUTSIDE = Pattern.compile("file.*|disk|executable.*|catboostevaluate|python"
            + "|url|urlcluster|remote|remotesecure|cluster|clusterallreplicas|input_file"
            + "|s3|s3cluster|gcs|oss|cosn|hdfs.*|azureblobstorage.*|iceberg.*|deltalake.*|hudi.*|paimon.*"
            + "|mysql|postgresql|mongodb|redis|sqlite|jdbc|odbc|ytsaurus|arrowflight"
            + "|ai(generate|classify|extract|translate|embed|summarize).*");
    /** Functions that take a function's name as their first argument, besides APPLY. */
    private static final Pattern HIGHER_ORDER = Pattern.compile("(array|map).*");

    private static final Pattern ENGINES = Pattern.compile(
            "(replicated|shared)?(replacing|summing|aggregating|collapsing|versionedcollapsing|coalescing)?mergetree"
                    + "|memory|null|log|tinylog|stripelog|set|join|atomic|ordinary"
                    // A column of this name in a view's query.
                    + "|like|ilike|in|not|is|as|from");
    /** Statements that create nothing with an engine: there the word is a column's name. */
    private static final Set<String> WITHOUT_ENGINE = Set.of(
            "(",
            "select",
            "with",
            "insert",
            "show",
            "describe",
            "desc",
            "exists",
            "explain",
            "alter",
            "drop",
            "optimize",
            "set",
            "use");
    /** Words before a table's name, which a bracket may follow. */
    private static final Set<String> BEFORE_TABLE = Set.of("into", "table", "exists", "view", ".");

    private static final Token NOTHING = new Token(SqlLexer.Kind.SYMBOL, "", false);

    /** @param text in lower case */
    private record Token(SqlLexer.Kind kind, String text, boolean escaped) {
        boolean is(String other) {
            return kind != SqlLexer.Kind.TEXT && text.equals(other);
        }

        boolean isName() {
            return kind == SqlLexer.Kind.NAME;
        }
    }

    private Token first = NOTHING;
    private Token beforeLast = NOTHING;
    private Token last = NOTHING;
    /** The function whose brackets open directly before the current token. */
    private Token callee = NOTHING;

    private ExternalAccessGuard() {}

    /**
     * Checks a statement.
     *
     * @throws ClickHouseException 497
     */
    public static void check(byte[] sql) {
        SqlLexer lexer = new SqlLexer(new ExternalAccessGuard());
        lexer.feed(sql, 0, sql.length);
        lexer.finish();
    }

    /** Checks rows of the format Values, which can contain any expressions, while they are read. */
    public static InputStream checked(InputStream values) {
        SqlLexer lexer = new SqlLexer(new ExternalAccessGuard());
        return new FilterInputStream(values) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                lexer.feed(bytes, offset, Math.max(0, count));
                return count;
            }
        };
    }

    @Override
    public void token(SqlLexer.Kind kind, String text, boolean escaped) {
        Token token = new Token(kind, text.toLowerCase(Locale.ROOT), escaped);
        if (callee.is("format") && last.is("(")) {
            expectPattern(token);
        }
        if (token.is("(") && last.isName() && !BEFORE_TABLE.contains(beforeLast.text())) {
            expectHarmless(last);
        }
        if (token.isName()) {
            expectHarmlessName(token);
        }
        if (token.is("(")) {
            callee = last.is("(") ? callee : last;
        }
        first = first.text().isEmpty() ? token : first;
        beforeLast = last;
        last = token;
    }

    /**
     * Rejects the table function {@code format}, whose rows may call any function; the first argument of the scalar function is
     * a pattern.
     */
    private static void expectPattern(Token argument) {
        if (argument.kind() != SqlLexer.Kind.TEXT
                || argument.escaped()
                || !argument.text().contains("{")) {
            throw denied("the table function format()");
        }
    }

    private void expectHarmlessName(Token name) {
        boolean argument = last.is("(")
                && (callee.is("apply") || HIGHER_ORDER.matcher(callee.text()).matches());
        if (argument || last.is("apply")) {
            expectHarmless(name);
        }
        if ((last.is("into") && name.is("outfile")) || (last.is("from") && name.is("infile"))) {
            throw denied("files in " + last.text().toUpperCase(Locale.ROOT) + " "
                    + name.text().toUpperCase(Locale.ROOT));
        }
        boolean ofEngine = last.is("engine") || (last.is("=") && beforeLast.is("engine"));
        if (ofEngine
                && !WITHOUT_ENGINE.contains(first.text())
                && !ENGINES.matcher(name.text()).matches()) {
            throw denied("the engine " + name.text());
        }
    }

    private static void expectHarmless(Token function) {
        if (function.escaped() || OUTSIDE.matcher(function.text()).matches()) {
            throw denied(function.text() + "()");
        }
    }

    private static ClickHouseException denied(String what) {
        return new ClickHouseException(
                497,
                "ACCESS_DENIED",
                "The local stack does not allow " + what
                        + ": its ClickHouse has no access to files, programs and other servers");
    }
}
