package io.arrowgate.tools.local.http;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.tools.local.engine.ChDbConnection;
import io.arrowgate.tools.local.engine.ClickHouseException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Applies a request's database and settings to its session, and restores the previous ones afterwards, because they belong to
 * the query.
 */
final class SessionContext implements AutoCloseable {
    private final ChDbConnection connection;
    private final Deque<String> undo = new ArrayDeque<>();

    private SessionContext(ChDbConnection connection) {
        this.connection = connection;
    }

    /**
     * Applies the request's database and settings.
     *
     * @throws ClickHouseException 81 for an unknown database, 115 for an unknown setting
     */
    static SessionContext apply(ChDbConnection connection, RequestParameters request) {
        SessionContext context = new SessionContext(connection);
        try {
            request.database().ifPresent(context::use);
            SetStatement set = new SetStatement();
            request.settings().forEach((name, value) -> {
                set.set(name, value);
                context.remember(name);
            });
            if (!set.sql().isEmpty()) {
                connection.execute(set.sql());
            }
            return context;
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private void use(String database) {
        undo.push("USE " + SqlQuoting.name(connection.execute("SELECT currentDatabase() FORMAT TSVRaw")));
        connection.execute("USE " + SqlQuoting.name(database));
    }

    private void remember(String setting) {
        String value = connection.execute("SELECT toString(getSetting('" + setting + "')) FORMAT TSVRaw");
        undo.push("SET " + setting + " = " + SqlQuoting.text(value));
    }

    @Override
    public void close() {
        undo.forEach(connection::execute);
    }
}
