package io.arrowgate.tools.local.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;

/**
 * Describes a request through the {@link FaultProxy}.
 *
 * @param statement first characters of the statement; ClickHouse's clients send that of an insert in the URL, others in the
 *     body
 * @param client user agent in lower case
 */
public record ProxiedRequest(String statement, String client) {
    private static final int STATEMENT_LENGTH = 400;
    private static final String QUERY = "query=";

    static ProxiedRequest of(HttpMessage request) {
        return new ProxiedRequest(
                statement(request), request.field("user-agent").orElse(""));
    }

    private static String statement(HttpMessage request) {
        for (String parameter : request.target().replaceFirst("^[^?]*\\??", "").split("&", -1)) {
            if (parameter.startsWith(QUERY)) {
                return start(URLDecoder.decode(parameter.substring(QUERY.length()), UTF_8));
            }
        }
        int length = Math.min(request.body().length, 2 * STATEMENT_LENGTH);
        return start(new String(request.body(), 0, length, ISO_8859_1));
    }

    private static String start(String statement) {
        return statement.substring(0, Math.min(STATEMENT_LENGTH, statement.length()));
    }

    public boolean isInsert() {
        return statement.startsWith("INSERT");
    }

    /** Returns the statement up to its columns, which is the same for all inserts into one table. */
    public String subject() {
        return statement.replaceFirst("\\(.*", "").strip();
    }
}
