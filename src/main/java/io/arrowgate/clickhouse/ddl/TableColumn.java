package io.arrowgate.clickhouse.ddl;

import io.arrowgate.clickhouse.client.SqlQuoting;

/**
 * One column of a table as ClickHouse declares it.
 *
 * @param name unquoted
 * @param type in the form in which the server itself writes it
 * @param codec what goes between the brackets of {@code CODEC(…)}; null for the server's own
 * @param comment unit and meaning; empty for none
 */
public record TableColumn(String name, String type, String codec, String comment) {

    /** The column as {@code CREATE TABLE} and {@code ADD COLUMN} take it. */
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
