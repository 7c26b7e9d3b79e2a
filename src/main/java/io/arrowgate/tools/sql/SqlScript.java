package io.arrowgate.tools.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;

/** Runs the statements of a text, up to the first that fails. */
public final class SqlScript {
    private final SqlSession session;
    private final String format;
    private final OutputStream out;

    /** @param format of the rows, unless a statement names one */
    public SqlScript(SqlSession session, String format, OutputStream out) {
        this.session = session;
        this.format = format;
        this.out = out;
    }

    /**
     * Runs the statements; the last one needs no semicolon.
     *
     * @return the number of statements
     * @throws SQLException with ClickHouse's message, and the number of the statement if there are several
     */
    public int run(String text) throws SQLException, IOException, InterruptedException {
        List<String> statements = StatementSplitter.split(text).all();
        for (int i = 0; i < statements.size(); i++) {
            try {
                session.run(statements.get(i), format, out);
            } catch (SQLException e) {
                throw statements.size() == 1
                        ? e
                        : new SQLException(
                                "statement %d of %d: %s".formatted(i + 1, statements.size(), e.getMessage()),
                                null,
                                e.getErrorCode());
            }
        }
        return statements.size();
    }
}
