package io.arrowgate.clickhouse;

/** Quotes names and texts for ClickHouse's SQL. */
final class Sql {
    private Sql() {}

    /** A name in backticks, so that a column may be called DATE or DESC. */
    static String name(String identifier) {
        return "`" + identifier.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    static String table(String database, String table) {
        return name(database) + "." + name(table);
    }

    static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
