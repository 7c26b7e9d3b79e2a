package io.arrowgate.clickhouse;

import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the table for changes by others while the job runs: column types that would change values, and materialized views.
 *
 * <p>An insert converts numbers to the column's type, and does not report those that do not fit. So the types are read before
 * the inserts of a checkpoint, and again after their acknowledgements, before the batches count as complete.
 *
 * <p>Not thread-safe.
 */
final class TableGuard {
    private static final Logger LOG = LoggerFactory.getLogger(TableGuard.class);

    private final ClickHouseClient client;
    private final BatchTable table;
    /** As of the last look; null before the first. */
    private TableSchema known;

    TableGuard(ClickHouseClient client, BatchTable table) {
        this.client = client;
        this.table = table;
    }

    /**
     * Reads the table's definition.
     *
     * @throws AttemptFailedException if the server cannot be asked, or a column has a type that does not hold every value of the
     *     stream's
     */
    void check() throws IOException, InterruptedException {
        read();
        Map<String, String> unfit = table.unfitTypes(known.types());
        if (!unfit.isEmpty()) {
            throw AttemptFailedException.typesDoNotFit(table, unfit);
        }
    }

    /**
     * Reads the table's definition again, after inserts.
     *
     * @return the columns that were altered to a type in which inserted values may be other ones, with both types
     */
    Map<String, String> alteredSinceCheck() throws IOException, InterruptedException {
        TableSchema before = known;
        read();
        Map<String, String> unfit = table.unfitTypes(known.types());
        if (unfit.isEmpty() && before != null && before.modifiedSeconds() != known.modifiedSeconds()) {
            LOG.warn(
                    "Table {} was altered while batches were inserted. If a column's type was changed and changed back meanwhile,"
                            + " run ./arrowgate verify --deep: values may have been changed, too",
                    table.name());
        }
        return unfit;
    }

    /** Returns whether materialized views read what is inserted, as of the last look. */
    boolean hasViews() {
        return known != null && !known.views().isEmpty();
    }

    private void read() throws IOException, InterruptedException {
        known = client.query(table.schemaQuery(), TableSchema::decode);
    }
}
