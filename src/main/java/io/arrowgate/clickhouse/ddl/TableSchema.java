package io.arrowgate.clickhouse.ddl;

import io.arrowgate.clickhouse.client.InvalidResponseException;
import io.arrowgate.clickhouse.client.RowBinaryResponse;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes a table as ClickHouse reports it while the job runs.
 *
 * @param modifiedSeconds last change of the definition, in seconds since 1970-01-01T00:00:00Z; 0 if the server does not report it
 * @param types the columns' types by name; empty if the table does not exist
 * @param views materialized views that read from the table, as {@code database.view}
 * @param identity empty if the table does not exist
 */
public record TableSchema(
        long modifiedSeconds, Map<String, String> types, List<String> views, Optional<Identity> identity) {
    /** Renders a table's UUID. Some database engines, such as Overlay, do not report it; then it is part of the data path. */
    static final String UUID = "if(uuid = toUUIDOrZero(''), toUUIDOrZero(extract(data_paths[1],"
            + " '/store/[0-9a-f]{3}/([0-9a-f-]{36})/')), uuid)";

    private static final SqlTemplate QUERY = SqlTemplate.resource("clickhouse/table_schema");

    /** Distinguishes tables that had the same name. */
    record Identity(String uuid, String engine, String comment) {
        private static final String NO_UUID = "00000000-0000-0000-0000-000000000000";

        boolean isReplicated() {
            return engine.startsWith("Replicated") || engine.startsWith("Shared");
        }

        boolean hasUuid() {
            return !uuid.equals(NO_UUID);
        }
    }

    /** Renders a query that returns one row, even if the table does not exist. */
    public static String query(String database, String table) {
        return QUERY.with("database", SqlQuoting.text(database))
                .with("table", SqlQuoting.text(table))
                .with("uuid", UUID)
                .render();
    }

    /**
     * Decodes the response to a {@link #query} from ClickHouse's RowBinary format.
     *
     * @throws InvalidResponseException if the response is truncated or malformed
     */
    public static TableSchema decode(byte[] rowBinary) throws InvalidResponseException {
        return RowBinaryResponse.decode(rowBinary, "a table's schema", TableSchema::read);
    }

    private static TableSchema read(RowBinaryResponse response) {
        long modified = response.int64();
        Map<String, String> types = new LinkedHashMap<>();
        response.text().lines().forEach(column -> {
            int tab = column.indexOf('\t');
            types.put(column.substring(0, tab), column.substring(tab + 1));
        });
        List<String> views = response.text().lines().toList();
        Identity identity = new Identity(response.text(), response.text(), response.text());
        // Without a table, the engine is empty.
        return new TableSchema(
                modified, types, views, identity.engine().isEmpty() ? Optional.empty() : Optional.of(identity));
    }
}
