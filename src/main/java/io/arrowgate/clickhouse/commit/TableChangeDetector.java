package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.ddl.TableSchema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects changes to the table by others while the job runs: column types that would change values, and materialized views.
 *
 * <p>An insert converts numbers to the column's type and does not report overflows. So the types are read before the inserts of a
 * checkpoint, and again after their acknowledgements, before the batches count as complete.
 *
 * <p>Every server that receives inserts is queried, because replicas apply an ALTER at different times.
 *
 * <p>Not thread-safe.
 */
final class TableChangeDetector {
    private static final Logger LOG = LoggerFactory.getLogger(TableChangeDetector.class);

    private final ClickHouseClient client;
    private final BronzeTable table;
    /** Latest schema by server address, for servers queried since the last {@link #check}. */
    private final Map<String, TableSchema> schemas = new LinkedHashMap<>();

    TableChangeDetector(ClickHouseClient client, BronzeTable table) {
        this.client = client;
        this.table = table;
    }

    /**
     * Reads the table's definition on the server in use, and returns it.
     *
     * @throws RequestFailedException if the server is unavailable, or a column type cannot hold every value of the stream
     */
    TableSchema check() throws IOException, InterruptedException {
        schemas.clear();
        return checkOn(client.endpoint());
    }

    /** Does the same on another server, unless that was queried since the last {@link #check}. */
    TableSchema checkOn(String endpoint) throws IOException, InterruptedException {
        TableSchema known = schemas.get(endpoint);
        if (known != null) {
            return known;
        }
        TableSchema schema = read(endpoint);
        Map<String, String> incompatible = table.incompatibleTypes(schema.types());
        if (!incompatible.isEmpty()) {
            throw RequestFailedException.incompatibleColumnTypes(table.name(), incompatible);
        }
        schemas.put(endpoint, schema);
        return schema;
    }

    /**
     * Reads the table's definition again, after inserts, on each server that may have received some. Skips a server that does not
     * respond, if another one is in use by then.
     *
     * @return the columns that were altered to a type that may have changed inserted values, with both types
     */
    Map<String, String> alteredSinceCheck() throws IOException, InterruptedException {
        Set<String> endpoints = new LinkedHashSet<>(schemas.keySet());
        endpoints.add(client.endpoint());
        Map<String, String> incompatible = new LinkedHashMap<>();
        for (String endpoint : endpoints) {
            try {
                incompatible.putAll(alteredSinceCheck(endpoint));
            } catch (RequestFailedException e) {
                if (!e.isServerSpecific() || endpoint.equals(client.endpoint())) {
                    throw e;
                }
                LOG.debug("{} does not respond", endpoint, e);
            }
        }
        return incompatible;
    }

    private Map<String, String> alteredSinceCheck(String endpoint) throws IOException, InterruptedException {
        TableSchema schema = read(endpoint);
        TableSchema before = schemas.put(endpoint, schema);
        Map<String, String> incompatible = table.incompatibleTypes(schema.types());
        if (incompatible.isEmpty() && before != null && before.modifiedSeconds() != schema.modifiedSeconds()) {
            LOG.warn(
                    "Table {} was altered while batches were inserted. If a column type was changed and changed back meanwhile, values"
                            + " may have been converted: run ./arrowgate verify --deep",
                    table.name());
        }
        return incompatible;
    }

    /** Does the same as {@link #hasRowColumn(String)} for the server in use. */
    boolean hasRowColumn() throws IOException, InterruptedException {
        return hasRowColumn(client.endpoint());
    }

    /**
     * Returns whether the table has {@link LineageColumns#ROW}, as of the latest schema. True also for a missing table, because the
     * job creates tables with the column.
     *
     * @throws RequestFailedException as {@link #check}
     */
    boolean hasRowColumn(String endpoint) throws IOException, InterruptedException {
        Map<String, String> types = checkOn(endpoint).types();
        return types.isEmpty() || types.containsKey(LineageColumns.ROW);
    }

    /** Returns whether materialized views read from the table, as of the latest schemas. */
    boolean hasViews() {
        return schemas.values().stream().anyMatch(schema -> !schema.views().isEmpty());
    }

    private TableSchema read(String endpoint) throws IOException, InterruptedException {
        return client.query(endpoint, Map.of(), table.schemaQuery(), TableSchema::decode);
    }
}
