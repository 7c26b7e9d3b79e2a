package io.arrowgate.report.derived;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import io.arrowgate.clickhouse.ddl.TableUpgrade;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings the tables that are derived from a stream's rows up to date.
 *
 * <p>Safe to run at any time, several times at once, and again after it broke off: see {@link DerivedTable}. For one thread.
 */
public final class DerivedTableRefresh implements AutoCloseable {
    /** A first run works out everything there is, in portions of so many rows, by series. */
    private static final long PORTION_ROWS = 10_000_000;
    /** Of one statement, which works out one portion. */
    private static final Duration TIME_LIMIT = Duration.ofMinutes(30);

    private final String database;
    private final ClickHouseJdbcSession queries;
    private final RefreshProgress refreshProgress;

    /** The server's clock, so that of two computations the one that began later counts; but always above what is there. */
    private static final String VERSION = "greatest(toUInt64(toUnixTimestamp64Nano(now64(9))), %s + 1)";

    /** What a refresh is at. */
    public interface Listener {
        /** A portion of a table is about to be worked out, from so many new rows for all portions together. */
        void at(String table, int portion, int portions, long rows);
    }

    public DerivedTableRefresh(ClickHouseSettings settings) throws SQLException {
        database = settings.database();
        queries = new ClickHouseJdbcSession(settings.withRequestTimeout(TIME_LIMIT));
        refreshProgress = new RefreshProgress(queries, database);
    }

    /** Creates the tables that are missing, and adds missing columns; the next refresh works out what these are to hold. */
    public void createTables(StreamDefinition stream) throws SQLException {
        refreshProgress.createTable();
        TableUpgrade upgrade = new TableUpgrade(queries, database);
        for (DerivedTable table : DerivedTables.of(stream)) {
            table.ensure(upgrade, database, () -> invalidate(table));
        }
    }

    /** Works out what new rows of the stream bear on, table by table. */
    public void refresh(StreamDefinition stream, Listener listener) throws SQLException {
        for (DerivedTable table : DerivedTables.of(stream)) {
            boolean fromStream = table.source().equals(stream.clickhouse().table());
            refresh(table, ClickHouseTimeRange.RANGE + (fromStream ? " AND " + retained(stream) : ""), listener);
        }
    }

    /** Makes the next refresh work out everything anew. */
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
            int portions = (int) (parts.newRows() / PORTION_ROWS) + 1;
            for (int portion = 0; portion < portions; portion++) {
                listener.at(table.name(), portion, portions, parts.newRows());
                String rows = parts.condition() + portion(table, portion, portions);
                queries.execute(table.refresh(database, rows, retained, VERSION));
            }
        }
        Map<String, Long> now = new HashMap<>(parts.newPartitions());
        parts.gonePartitions().forEach(partition -> now.putIfAbsent(partition, 0L));
        refreshProgress.record(table, now);
    }

    private static String portion(DerivedTable table, int portion, int portions) {
        return portions == 1
                ? ""
                : " AND cityHash64(%s) %% %d = %d".formatted(DerivedTable.names(table.seriesKey()), portions, portion);
    }

    /**
     * Rows that are deleted after a while, or archived, must not take their windows with them: up to the newest archived day
     * everything stays as it was worked out.
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
