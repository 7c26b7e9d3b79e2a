package io.arrowgate.tools.local.replica;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a table.
 *
 * @param database unquoted
 * @param table unquoted
 */
record TableName(String database, String table) {
    private static final String PART = "(`(?:[^`\\\\]|\\\\.)+`|\\w+)";
    /** Pattern of a name in a statement, in two groups; the second one is null for an unqualified name. */
    static final String PATTERN = PART + "(?:\\." + PART + ")?";

    /** Reads the two groups of {@link #PATTERN} that begin at {@code group}. */
    static TableName of(Matcher matcher, int group, String defaultDatabase) {
        String first = unquoted(matcher.group(group));
        String second = matcher.group(group + 1);
        return second == null ? new TableName(defaultDatabase, first) : new TableName(first, unquoted(second));
    }

    /** Returns whether a statement's text contains the table's name. */
    boolean isIn(String statement) {
        return Pattern.compile("\\b" + Pattern.quote(table) + "\\b")
                .matcher(statement)
                .find();
    }

    /** Returns a table in the same database. */
    TableName sibling(String name) {
        return new TableName(database, name);
    }

    String sql() {
        return quoted(database) + "." + quoted(table);
    }

    private static String quoted(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    private static String unquoted(String name) {
        return name.startsWith("`")
                ? name.substring(1, name.length() - 1).replace("\\`", "`").replace("\\\\", "\\")
                : name;
    }

    @Override
    public String toString() {
        return database + "." + table;
    }
}
