package io.arrowgate.report;

import io.arrowgate.clickhouse.Sql;
import io.arrowgate.clickhouse.TableSetup;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.local.SharedStack;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A database with a stream's table and those that are derived from it, filled by inserts as the job's own. */
final class ReportBed {
    final String database = SharedStack.newDatabase();
    private final StreamDefinition stream;
    private final List<String> rows = new ArrayList<>();
    private long offset;

    ReportBed(StreamDefinition stream) throws Exception {
        this.stream = stream;
        try (TableSetup setup = new TableSetup(settings())) {
            setup.ensure(stream);
        }
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings())) {
            refresh.createTables(stream);
        }
    }

    ClickHouseSettings settings() {
        Duration timeout = Duration.ofSeconds(30);
        return new ClickHouseSettings(
                SharedStack.clickHouseUrl(),
                SharedStack.USER,
                SharedStack.PASSWORD,
                database,
                timeout,
                timeout,
                Duration.ofMillis(100),
                timeout,
                null);
    }

    /** Adds a row to the next insert: its values in SQL, without the lineage columns. */
    String row(String values, String ingestedAt) {
        String row = "(%s, 'topic', 0, %d, %s)".formatted(values, offset++, ingestedAt);
        rows.add(row);
        return row;
    }

    /** The same event, as a batch that is inserted twice has it. */
    void again(String row) {
        rows.add(row);
    }

    /** @param columns of the values */
    void insert(String columns) {
        query("INSERT INTO %s (%s, _topic_id, _partition, _offset, _ingested_at) VALUES %s"
                .formatted(table(stream.clickhouse().table()), columns, String.join(", ", rows)));
        rows.clear();
    }

    void refresh() throws Exception {
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings())) {
            refresh.refresh(stream, (table, portion, portions, rows) -> {});
        }
    }

    /** Works out everything at one go, as after an upgrade. */
    void rebuild() throws Exception {
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings())) {
            refresh.forget(stream);
            refresh.refresh(stream, (table, portion, portions, rows) -> {});
        }
    }

    String table(String name) {
        return Sql.table(database, name);
    }

    /** All rows of a derived table, in order, without versions. */
    String rowsOf(String derived) {
        return query("SELECT * EXCEPT (_version, _deleted) FROM %s FINAL ORDER BY ALL".formatted(table(derived)));
    }

    String query(String sql) {
        return SharedStack.query(sql);
    }
}
