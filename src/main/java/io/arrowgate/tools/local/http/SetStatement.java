package io.arrowgate.tools.local.http;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.tools.local.engine.ClickHouseException;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Builds a SET statement. Names of settings come from requests, so only identifiers are accepted. */
final class SetStatement {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private final StringJoiner assignments = new StringJoiner(", ", "SET ", "").setEmptyValue("");

    /** @throws ClickHouseException 115 if the name is not an identifier */
    void set(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new ClickHouseException(115, "UNKNOWN_SETTING", "Unknown setting '" + name + "'");
        }
        assignments.add(name + " = " + SqlQuoting.text(value));
    }

    /** Sets a setting that was set before to its default. */
    void reset(String name) {
        assignments.add(name + " = DEFAULT");
    }

    /** Returns the statement, or an empty text if it sets nothing. */
    String sql() {
        return assignments.toString();
    }
}
