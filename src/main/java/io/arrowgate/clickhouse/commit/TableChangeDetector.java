package io.arrowgate.clickhouse.commit;

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
 * Watches the table for changes by others while the job runs: column types that would change values, and materialized views.
 *
 * <p>An insert converts numbers to the column's type, and does not report those that do not fit. So the types are read before
 * the inserts of a checkpoint, and again after their acknowledgements, before the batches count as complete.
 *
 * <p>Each server is asked that inserts go to: a replica may have, or lack, an ALTER that another one has applied.
 *
 * <p>Not thread-safe.
 */
final class TableChangeDetector {
    private static final Logger LOG = LoggerFactory.getLogger(TableChangeDetector.class);

    private final ClickHouseClient client;
    private final BronzeTable table;
    /** As of the last look, by the address of the server; of those that were asked since the last check. */
    private final Map<String, TableSchema> known = new LinkedHashMap<>();

    TableChangeDetector(ClickHouseClient client, BronzeTable table) {
        this.client = client;
        this.table = table;
    }

    /**
     * Reads the table's definition on the server in use.
     *
     * @throws RequestFailedException if the server cannot be asked, or a column has a type that does not hold every value of the
     *     stream's
     */
    void check() throws IOException, InterruptedException {
        known.clear();
        checkOn(client.endpoint());
    }

    /** The same on another server, unless it was asked since then. */
    void checkOn(String endpoint) throws IOException, InterruptedException {
        if (known.containsKey(endpoint)) {
            return;
        }
        TableSchema schema = read(endpoint);
        Map<String, String> unfit = table.incompatibleTypes(schema.types());
        if (!unfit.isEmpty()) {
            throw RequestFailedException.incompatibleColumnTypes(table.name(), unfit);
        }
        known.put(endpoint, schema);
    }

    /**
     * Reads the table's definition again, after inserts, on each server that may have taken some. One that does not answer is left
     * out, if another one is in use by then.
     *
     * @return the columns that were altered to a type in which inserted values may be other ones, with both types
     */
    Map<String, String> alteredSinceCheck() throws IOException, InterruptedException {
        Set<String> endpoints = new LinkedHashSet<>(known.keySet());
        endpoints.add(client.endpoint());
        Map<String, String> unfit = new LinkedHashMap<>();
        for (String endpoint : endpoints) {
            try {
                unfit.putAll(alteredSinceCheck(endpoint));
            } catch (RequestFailedException e) {
                if (!e.isServerSpecific() || endpoint.equals(client.endpoint())) {
                    throw e;
                }
                LOG.debug("{} does not answer", endpoint, e);
            }
        }
        return unfit;
    }

    private Map<String, String> alteredSinceCheck(String endpoint) throws IOException, InterruptedException {
        TableSchema schema = read(endpoint);
        TableSchema before = known.put(endpoint, schema);
        Map<String, String> unfit = table.incompatibleTypes(schema.types());
        if (unfit.isEmpty() && before != null && before.modifiedSeconds() != schema.modifiedSeconds()) {
            LOG.warn(
                    "Table {} was altered while batches were inserted. If a column's type was changed and changed back meanwhile,"
                            + " run ./arrowgate verify --deep: values may have been changed, too",
                    table.name());
        }
        return unfit;
    }

    /** Returns whether materialized views read what is inserted, as of the last look. */
    boolean hasViews() {
        return known.values().stream().anyMatch(schema -> !schema.views().isEmpty());
    }

    private TableSchema read(String endpoint) throws IOException, InterruptedException {
        return client.query(endpoint, Map.of(), table.schemaQuery(), TableSchema::decode);
    }
}
