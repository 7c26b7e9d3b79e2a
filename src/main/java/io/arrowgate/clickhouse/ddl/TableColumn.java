package io.arrowgate.clickhouse.ddl;

import io.arrowgate.clickhouse.client.SqlQuoting;

/**
 * Describes one column of a ClickHouse table.
 *
 * @param name unquoted
 * @param type in the server's own notation
 * @param codec arguments of {@code CODEC(…)}; null for the server's default
 * @param comment unit and meaning; empty for none
 */
public record TableColumn(String name, String type, String codec, String comment) {

    /** Suits values without regular steps from row to row. */
    public static final String PLAIN_CODEC = "ZSTD(1)";

    /** Creates a column whose values have no regular steps from row to row. */
    public static TableColumn plainColumn(String name, String type, String comment) {
        return new TableColumn(name, type, PLAIN_CODEC, comment);
    }

    /** Renders the column for {@code CREATE TABLE} and {@code ADD COLUMN}. */
    public String ddl() {
        StringBuilder ddl = new StringBuilder(SqlQuoting.name(name)).append(' ').append(type);
        if (!comment.isEmpty()) {
            ddl.append(" COMMENT ").append(SqlQuoting.text(comment));
        }
        if (codec != null) {
            ddl.append(" CODEC(").append(codec).append(')');
        }
        return ddl.toString();
    }
}
