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

/** A database with streams' tables, those that are derived from them, and views; filled by inserts as the job's own. */
public final class ReportTestBed {
    private final String database = SharedStack.newDatabase();
    private final List<StreamDefinition> streams;
    private final List<String> rows = new ArrayList<>();
    private long offset;

    public ReportTestBed(String... streams) throws Exception {
        this.streams = Stream.of(streams).map(StreamDefinitions::builtIn).toList();
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

    /** The same event, as a batch that is inserted twice has it. */
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

    /** Works out everything at one go, as after an upgrade. */
    public void rebuild() throws Exception {
        refresh(true);
    }

    private void refresh(boolean anew) throws Exception {
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings().clickHouse())) {
            for (StreamDefinition stream : streams) {
                if (anew) {
                    refresh.invalidate(stream);
                }
                refresh.refresh(stream, (table, portion, portions, rows) -> {});
            }
        }
    }

    public String table(String name) {
        return SqlQuoting.table(database, name);
    }

    /** All rows of a derived table, in order, without versions. */
    public String rowsOf(String derived) {
        return query("SELECT * EXCEPT (_version, _deleted) FROM %s FINAL ORDER BY ALL".formatted(table(derived)));
    }

    /** A query's answer, tab-separated; {@code {db}} stands for this test's database. */
    public String query(String sql) {
        return SharedStack.query(sql.replace("{db}", database));
    }

    /** The rows of an answer, a blank between two values. */
    static List<String> lines(String answer) {
        return answer.lines().map(line -> line.replace('\t', ' ')).toList();
    }
}
