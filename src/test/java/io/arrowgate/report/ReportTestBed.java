package io.arrowgate.report;

import io.arrowgate.JobPreparation;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.SharedStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Provides a database with stream tables, derived tables and views, filled by inserts like those of the job. */
public final class ReportTestBed {
    private final String database = SharedStack.newDatabase();
    private final List<StreamDefinition> streams;
    private final List<String> rows = new ArrayList<>();
    private long offset;

    public ReportTestBed(String... streams) throws Exception {
        this(Stream.of(streams).map(StreamDefinitions::builtIn).toList());
    }

    public ReportTestBed(List<StreamDefinition> streams) throws Exception {
        this.streams = List.copyOf(streams);
        JobPreparation.clickHouse(settings(), this.streams);
    }

    public String database() {
        return database;
    }

    public JobSettings settings() {
        Map<String, String> options = Map.of(
                "job.name",
                "reports",
                "kafka.bootstrap-servers",
                "localhost:9",
                "clickhouse.url",
                SharedStack.clickHouseUrl(),
                "clickhouse.user",
                SharedStack.USER,
                "clickhouse.password",
                SharedStack.PASSWORD,
                "clickhouse.database",
                database);
        return JobSettings.from(SettingsLoader.load(options, null, Map.of()));
    }

    /** Adds a row to the next insert: its values in SQL, without the lineage columns. */
    public String row(String values, String ingestedAt) {
        String row = "(%s, 'topic', 0, %d, %s)".formatted(values, offset++, ingestedAt);
        rows.add(row);
        return row;
    }

    /** Adds the same event again, as a duplicate batch does. */
    public void again(String row) {
        rows.add(row);
    }

    /**
     * Inserts the rows.
     *
     * @param columns of the values
     */
    public void insert(String table, String columns) {
        query("INSERT INTO %s (%s, _topic_id, _partition, _offset, _ingested_at) VALUES %s"
                .formatted(table(table), columns, String.join(", ", rows)));
        rows.clear();
    }

    public void refresh() throws Exception {
        refresh(false);
    }

    /** Recomputes all derived rows, as after an upgrade. */
    public void rebuild() throws Exception {
        refresh(true);
    }

    private void refresh(boolean rebuild) throws Exception {
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings().clickHouse())) {
            for (StreamDefinition stream : streams) {
                if (rebuild) {
                    refresh.invalidate(stream);
                }
                refresh.refresh(stream, (table, portion, portions, rows) -> {});
            }
        }
    }

    public String table(String name) {
        return SqlQuoting.table(database, name);
    }

    /** Returns all rows of a derived table in order, without versions. */
    public String rowsOf(String derived) {
        return query("SELECT * EXCEPT (_version, _deleted) FROM %s FINAL ORDER BY ALL".formatted(table(derived)));
    }

    /** A query's answer, tab-separated; {@code {db}} stands for this test's database. */
    public String query(String sql) {
        return SharedStack.query(sql.replace("{db}", database));
    }

    /** Returns the rows of a result, with values separated by blanks. */
    static List<String> lines(String answer) {
        return answer.lines().map(line -> line.replace('\t', ' ')).toList();
    }
}
