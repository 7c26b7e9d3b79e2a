package io.arrowgate.clickhouse.client;

/** Quotes names and texts for ClickHouse's SQL. */
public final class SqlQuoting {
    private SqlQuoting() {}

    /** A name in backticks, so that a column may be called DATE or DESC. */
    public static String name(String identifier) {
        return "`" + identifier.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    public static String table(String database, String table) {
        return name(database) + "." + name(table);
    }

    public static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
