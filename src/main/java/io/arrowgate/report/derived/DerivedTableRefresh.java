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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refreshes the derived tables of streams.
 *
 * <p>Can run at any time, concurrently in several processes, and again after an interruption: see {@link DerivedTable}. Instances
 * are not thread-safe.
 */
public final class DerivedTableRefresh implements AutoCloseable {
    private static final long PORTION_ROWS = 500_000;
    /** Rows that a statement processes. A portion with more rows, of a large partition, is divided by series. */
    private static final long SLICE_ROWS = 4_000_000;
    /** Time limit of the statement that computes one slice. */
    private static final Duration TIME_LIMIT = Duration.ofMinutes(30);

    private final String database;
    private final long portionRows;
    private final ClickHouseJdbcSession queries;
    private final RefreshProgress refreshProgress;
    private final Set<String> tablesWithRowColumn = new HashSet<>();

    /** The server's clock, so that of two refreshes the later one wins; always above existing versions. */
    private static final String VERSION = "greatest(toUInt64(toUnixTimestamp64Nano(now64(9))), %s + 1)";

    /** Receives the progress of a refresh. */
    public interface Listener {
        /** Called before a portion of a table is computed, newest first; {@code rows} is the number of new rows of all portions. */
        void at(String table, int portion, int portions, long rows);
    }

    public DerivedTableRefresh(ClickHouseSettings settings) throws SQLException {
        this(settings, PORTION_ROWS);
    }

    /** @param portionRows new rows from which on a portion has no more partitions */
    DerivedTableRefresh(ClickHouseSettings settings, long portionRows) throws SQLException {
        database = settings.database();
        this.portionRows = portionRows;
        queries = new ClickHouseJdbcSession(settings.withRequestTimeout(TIME_LIMIT));
        refreshProgress = new RefreshProgress(queries, database);
    }

    /** Creates missing tables and adds missing columns, which the next refresh fills. */
    public void createTables(StreamDefinition stream) throws SQLException {
        refreshProgress.createTable();
        TableUpgrade upgrade = new TableUpgrade(queries, database);
        for (DerivedTable table : DerivedTables.of(stream)) {
            table.ensure(upgrade, database, () -> refreshProgress.invalidate(table));
        }
    }

    /** Recomputes the groups that new rows of the stream affect, table by table. */
    public void refresh(StreamDefinition stream, Listener listener) throws SQLException {
        refresh(List.of(stream), RefreshSchedule.immediate(), listener);
    }

    /**
     * Recomputes the groups that new rows of the streams affect, in the tables that are due. If nothing was inserted since the last
     * refresh, it costs one query.
     *
     * @return true if a table was refreshed
     */
    public boolean refresh(List<StreamDefinition> streams, RefreshSchedule schedule, Listener listener)
            throws SQLException {
        List<DerivedTable> all = streams.stream()
                .flatMap(stream -> DerivedTables.of(stream).stream())
                .toList();
        long startedAt = schedule.now();
        Map<String, Map<String, Long>> changed = refreshProgress.changed(all);
        Set<String> refreshed = new HashSet<>();
        for (StreamDefinition stream : streams) {
            for (DerivedTable table : DerivedTables.of(stream)) {
                if (refreshed.contains(table.source())) {
                    changed.putAll(refreshProgress.changed(List.of(table)));
                }
                Map<String, Long> processed = changed.getOrDefault(table.name(), Map.of());
                if (processed.isEmpty()) {
                    schedule.complete(table.name(), startedAt);
                } else if (refresh(table, processed, retained(stream, table), schedule, listener)) {
                    refreshed.add(table.name());
                }
            }
        }
        return !refreshed.isEmpty();
    }

    /** Makes the next refresh recompute all rows. */
    public void invalidate(StreamDefinition stream) throws SQLException {
        for (DerivedTable table : DerivedTables.of(stream)) {
            refreshProgress.invalidate(table);
        }
    }

    private boolean refresh(
            DerivedTable table,
            Map<String, Long> processed,
            String retained,
            RefreshSchedule schedule,
            Listener listener)
            throws SQLException {
        long startedAt = schedule.now();
        SourceParts parts = SourceParts.read(queries, database, table.source(), processed);
        if (!schedule.isDue(table.name(), table.source(), parts, table.pauseLimits())) {
            return false;
        }
        boolean invalidated = processed.containsValue(RefreshProgress.INVALIDATED);
        // Rows of an invalidated table can be wrong, so a series is recomputed as a whole: no row before it is its
        // context.
        List<SourcePortion> portions = parts.portions(invalidated ? Long.MAX_VALUE : portionRows);
        int statements = portions.stream().mapToInt(DerivedTableRefresh::slices).sum();
        int statement = 0;
        try {
            for (SourcePortion portion : portions) {
                int slices = slices(portion);
                for (int slice = 0; slice < slices; slice++) {
                    listener.at(table.name(), statement++, statements, parts.newRows());
                    String rows = portion.condition() + slice(table, slice, slices);
                    SourceRows sourceRows = new SourceRows(rows, retained, !hasRowColumn(table.source()));
                    queries.execute(table.refresh(database, sourceRows, VERSION));
                }
                refreshProgress.record(table, portion.blocks());
                schedule.processed(table.name(), portion.newRows());
            }
            refreshProgress.record(table, parts.goneBlocks());
            schedule.complete(table.name(), startedAt);
        } finally {
            schedule.ended(table.name(), startedAt);
        }
        return true;
    }

    private static int slices(SourcePortion portion) {
        return (int) (portion.newRows() / SLICE_ROWS) + 1;
    }

    private boolean hasRowColumn(String table) throws SQLException {
        if (tablesWithRowColumn.contains(table)) {
            return true;
        }
        String column = "SELECT count() FROM system.columns WHERE database = %s AND table = %s AND name = %s"
                .formatted(SqlQuoting.text(database), SqlQuoting.text(table), SqlQuoting.text(LineageColumns.ROW));
        return queries.number(column) > 0 && tablesWithRowColumn.add(table);
    }

    private static String slice(DerivedTable table, int slice, int slices) {
        return slices == 1
                ? ""
                : " AND cityHash64(%s) %% %d = %d".formatted(DerivedTable.names(table.seriesKey()), slices, slice);
    }

    private String retained(StreamDefinition stream, DerivedTable table) {
        boolean fromStream = table.source().equals(stream.clickhouse().table());
        return ClickHouseTimeRange.RANGE + (fromStream ? " AND " + retained(stream) : "");
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
