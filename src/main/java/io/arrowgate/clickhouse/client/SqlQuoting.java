package io.arrowgate.clickhouse.client;

/** Quotes identifiers and string literals for ClickHouse's SQL. */
public final class SqlQuoting {
    private SqlQuoting() {}

    /** Quotes an identifier with backticks, so that keywords such as DATE are valid names. */
    public static String name(String identifier) {
        return "`" + identifier.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    /** Quotes a table name with its database. */
    public static String table(String database, String table) {
        return name(database) + "." + name(table);
    }

    /** Quotes a string literal. */
    public static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
