package io.arrowgate.report;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.testing.TablesTestBed;
import java.util.ArrayList;
import java.util.List;

/** Provides a database with tables of streams, filled by inserts like those of the job. */
public final class ReportTestBed extends TablesTestBed {
    private final List<String> rows = new ArrayList<>();
    private long offset;

    public ReportTestBed(String... streams) throws Exception {
        super(builtIn(streams));
    }

    public ReportTestBed(List<StreamDefinition> streams) throws Exception {
        super(streams);
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

    /** Replaces an empty table by one like those of version 0.1.0, in which a raw record is one row. */
    public void recreateWithoutRowColumn(String table) {
        String create = query(
                "SELECT create_table_query FROM system.tables WHERE database = '{db}' AND name = '%s' FORMAT TSVRaw"
                        .formatted(table));
        query("DROP TABLE " + table(table));
        query(create.replaceFirst("`_row` Int32 COMMENT '[^']*' CODEC\\(Delta\\(4\\), ZSTD\\(1\\)\\), ", "")
                .replace("_offset, _row", "_offset"));
    }

    public String table(String name) {
        return SqlQuoting.table(database, name);
    }

    /** Returns all rows of a derived table in order, without versions. */
    public String rowsOf(String derived) {
        return query("SELECT * EXCEPT (_version, _deleted) FROM %s FINAL ORDER BY ALL".formatted(table(derived)));
    }

    /** Returns the rows of a result, with values separated by blanks. */
    static List<String> lines(String answer) {
        return answer.lines().map(line -> line.replace('\t', ' ')).toList();
    }
}
