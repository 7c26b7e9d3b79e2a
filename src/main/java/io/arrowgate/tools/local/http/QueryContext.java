package io.arrowgate.tools.local.http;

import io.arrowgate.tools.local.engine.ChDbConnection;
import io.arrowgate.tools.local.engine.ClickHouseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Applies a request's database and settings to its connection, and restores the previous ones afterwards, because they belong
 * to the query and not to its session.
 */
final class QueryContext implements AutoCloseable {
    private static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private final ChDbConnection connection;
    private final Deque<String> undo = new ArrayDeque<>();

    private QueryContext(ChDbConnection connection) {
        this.connection = connection;
    }

    /**
     * Applies the request's database and settings.
     *
     * @throws ClickHouseException 81 for an unknown database, 115 for an unknown setting
     */
    static QueryContext apply(ChDbConnection connection, RequestParameters request) {
        QueryContext context = new QueryContext(connection);
        boolean inSession = request.sessionId().isPresent();
        request.database().ifPresent(database -> context.use(database, inSession));
        // The embedded engine accepts a bare expression as a query; the server does not.
        StringBuilder assignments = new StringBuilder("SET implicit_select = 0");
        for (Map.Entry<String, String> setting : request.settings().entrySet()) {
            checkName(setting.getKey());
            if (inSession) {
                context.remember(setting.getKey());
            }
            assignments.append(", ").append(setting.getKey()).append(" = ").append(quote(setting.getValue(), '\''));
        }
        connection.execute(assignments.toString());
        return context;
    }

    private void use(String database, boolean inSession) {
        if (inSession) {
            undo.push("USE " + quote(connection.execute("SELECT currentDatabase() FORMAT TSVRaw"), '`'));
        }
        connection.execute("USE " + quote(database, '`'));
    }

    private void remember(String setting) {
        String value = connection.execute("SELECT toString(getSetting('" + setting + "')) FORMAT TSVRaw");
        undo.push("SET " + setting + " = " + quote(value, '\''));
    }

    private static void checkName(String setting) {
        if (!SETTING_NAME.matcher(setting).matches()) {
            throw new ClickHouseException(115, "UNKNOWN_SETTING", "Unknown setting '" + setting + "'");
        }
    }

    static String quote(String text, char mark) {
        String marked = String.valueOf(mark);
        return marked + text.replace("\\", "\\\\").replace(marked, "\\" + marked) + marked;
    }

    @Override
    public void close() {
        undo.forEach(connection::execute);
    }
}
