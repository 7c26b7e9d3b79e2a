package io.arrowgate.clickhouse.ddl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.clickhouse.client.InvalidResponseException;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes a table as ClickHouse reports it while the job runs.
 *
 * @param modifiedSeconds last change of the definition, in seconds since 1970-01-01T00:00:00Z; 0 if the server does not report it
 * @param types the columns' types by name; empty if the table does not exist
 * @param views materialized views that read from the table, as {@code database.view}
 */
public record TableSchema(long modifiedSeconds, Map<String, String> types, List<String> views) {
    private static final SqlTemplate QUERY = SqlTemplate.resource("clickhouse/table_schema");

    /** Renders a query that returns one row, even if the table does not exist. */
    public static String query(String database, String table) {
        return QUERY.with("database", SqlQuoting.text(database))
                .with("table", SqlQuoting.text(table))
                .render();
    }

    /**
     * Decodes the response to a {@link #query} from ClickHouse's RowBinary format.
     *
     * @throws InvalidResponseException if the response is truncated or malformed
     */
    public static TableSchema decode(byte[] rowBinary) throws InvalidResponseException {
        ByteBuffer in = ByteBuffer.wrap(rowBinary).order(ByteOrder.LITTLE_ENDIAN);
        try {
            long modified = in.getLong();
            Map<String, String> types = new LinkedHashMap<>();
            text(in).lines().forEach(column -> {
                int tab = column.indexOf('\t');
                types.put(column.substring(0, tab), column.substring(tab + 1));
            });
            List<String> views = text(in).lines().toList();
            if (!in.hasRemaining()) {
                return new TableSchema(modified, types, views);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            // Reported below.
        }
        throw InvalidResponseException.incomplete(
                "expected a table's schema, got %d bytes".formatted(rowBinary.length));
    }

    /** Reads a RowBinary string: its length in LEB128, then its bytes. */
    private static String text(ByteBuffer in) {
        int length = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            length |= (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0 && shift < Integer.SIZE);
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, UTF_8);
    }
}
