package io.arrowgate.report.derived;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import io.arrowgate.clickhouse.ddl.TableUpgrade;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Refreshes the derived tables of streams.
 *
 * <p>Can run at any time, concurrently in several processes, and again after an interruption: see {@link DerivedTable}. Instances
 * are not thread-safe.
 */
public final class DerivedTableRefresh implements AutoCloseable {
    /** Rows of a portion. A first refresh of a large table is divided into portions by series. */
    private static final long PORTION_ROWS = 10_000_000;
    /** Time limit of the statement that computes one portion. */
    private static final Duration TIME_LIMIT = Duration.ofMinutes(30);

    private final String database;
    private final ClickHouseJdbcSession queries;
    private final RefreshProgress refreshProgress;

    /** The server's clock, so that of two refreshes the later one wins; always above existing versions. */
    private static final String VERSION = "greatest(toUInt64(toUnixTimestamp64Nano(now64(9))), %s + 1)";

    /** Receives the progress of a refresh. */
    public interface Listener {
        /** Called before a portion of a table is computed; {@code rows} is the number of new rows of all portions. */
        void at(String table, int portion, int portions, long rows);
    }

    public DerivedTableRefresh(ClickHouseSettings settings) throws SQLException {
        database = settings.database();
        queries = new ClickHouseJdbcSession(settings.withRequestTimeout(TIME_LIMIT));
        refreshProgress = new RefreshProgress(queries, database);
    }

    /** Creates missing tables and adds missing columns, which the next refresh fills. */
    public void createTables(StreamDefinition stream) throws SQLException {
        refreshProgress.createTable();
        TableUpgrade upgrade = new TableUpgrade(queries, database);
        for (DerivedTable table : DerivedTables.of(stream)) {
            table.ensure(upgrade, database, () -> invalidate(table));
        }
    }

    /** Recomputes the groups that new rows of the stream affect, table by table. */
    public void refresh(StreamDefinition stream, Listener listener) throws SQLException {
        for (DerivedTable table : DerivedTables.of(stream)) {
            boolean fromStream = table.source().equals(stream.clickhouse().table());
            refresh(table, ClickHouseTimeRange.RANGE + (fromStream ? " AND " + retained(stream) : ""), listener);
        }
    }

    /** Makes the next refresh recompute all rows. */
    public void invalidate(StreamDefinition stream) throws SQLException {
        for (DerivedTable table : DerivedTables.of(stream)) {
            invalidate(table);
        }
    }

    private void invalidate(DerivedTable table) throws SQLException {
        Map<String, Long> none = new HashMap<>();
        refreshProgress.of(table).keySet().forEach(partition -> none.put(partition, 0L));
        refreshProgress.record(table, none);
    }

    private void refresh(DerivedTable table, String retained, Listener listener) throws SQLException {
        SourceParts parts = SourceParts.read(queries, database, table.source(), refreshProgress.of(table));
        if (!parts.newPartitions().isEmpty()) {
            boolean lacksRowColumn = !hasRowColumn(table.source());
            int portions = (int) (parts.newRows() / PORTION_ROWS) + 1;
            for (int portion = 0; portion < portions; portion++) {
                listener.at(table.name(), portion, portions, parts.newRows());
                String rows = parts.condition() + portion(table, portion, portions);
                SourceRows sourceRows = new SourceRows(rows, retained, lacksRowColumn);
                queries.execute(table.refresh(database, sourceRows, VERSION));
            }
        }
        Map<String, Long> now = new HashMap<>(parts.newPartitions());
        parts.gonePartitions().forEach(partition -> now.putIfAbsent(partition, 0L));
        refreshProgress.record(table, now);
    }

    private boolean hasRowColumn(String table) throws SQLException {
        String column = "SELECT count() FROM system.columns WHERE database = %s AND table = %s AND name = %s"
                .formatted(SqlQuoting.text(database), SqlQuoting.text(table), SqlQuoting.text(LineageColumns.ROW));
        return queries.number(column) > 0;
    }

    private static String portion(DerivedTable table, int portion, int portions) {
        return portions == 1
                ? ""
                : " AND cityHash64(%s) %% %d = %d".formatted(DerivedTable.names(table.seriesKey()), portions, portion);
    }

    /**
     * Excludes expired and archived source rows, so that their windows keep the computed values. Days up to the newest archived day
     * are not recomputed.
     */
    private String retained(StreamDefinition stream) {
        boolean deletes =
                stream.clickhouse().ttl() != null && stream.clickhouse().ttlVolume() == null;
        String expiry = deletes
                ? " AND %1$s >= now() - toIntervalSecond("
                        + stream.clickhouse().ttl().toSeconds() + ")"
                : "";
        String newestDayTaken =
                ArchiveTables.newestRemovedDay(database, stream.clickhouse().table());
        return "ifNull(toDate32(%1$s, 'UTC') > (" + newestDayTaken + "), 1)" + expiry;
    }

    @Override
    public void close() throws SQLException {
        queries.close();
    }
}
