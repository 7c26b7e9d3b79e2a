package io.arrowgate.tools.live;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.JobSettings;
import io.arrowgate.report.DeadLetterTable;
import io.arrowgate.stream.StreamDefinition;
import java.util.ArrayList;
import java.util.List;

/** Writes the ready queries of the live page for the streams of a job. */
final class ReadyQueries {
    /** Holds a query that users can change. */
    record ReadyQuery(String name, String sql) {}

    private static final String TABLE_SIZES = """
            SELECT table, sum(rows) AS table_rows, formatReadableSize(sum(bytes_on_disk)) AS size,
                round(sum(bytes_on_disk) / table_rows, 1) AS bytes_per_row
            FROM system.parts
            WHERE active AND rows > 0 AND database = currentDatabase()
            GROUP BY table
            ORDER BY sum(bytes_on_disk) DESC""";
    private static final String PARTS = """
            SELECT table, count() AS parts, uniqExact(partition) AS partitions, round(avg(rows)) AS mean_rows,
                max(level) AS most_merges, max(modification_time) AS newest
            FROM system.parts
            WHERE active AND database = currentDatabase()
            GROUP BY table
            ORDER BY parts DESC""";
    private static final String DEAD_LETTERS = """
            SELECT stream, reason, count() AS dead_letters, max(record_time) AS newest, any(message) AS example
            FROM %s FINAL
            GROUP BY stream, reason
            ORDER BY dead_letters DESC""";
    private static final String FIRING_ALERTS = """
            SELECT min(emitted_at) AS fired, any(severity) AS severity, any(rule) AS rule, any(stream) AS stream,
                any(series) AS series, any(text) AS text
            FROM %s
            GROUP BY id
            HAVING NOT max(state = 'resolved')
            ORDER BY fired DESC""";
    private static final String ROWS = """
            SELECT %s AS stream, count() AS rows, uniqExact(_topic_id, _partition, _offset, _row) AS distinct_events,
                min(%s) AS oldest, max(%2$s) AS newest
            FROM %s""";
    private static final String NEWEST_ROWS = """
            SELECT *
            FROM %s
            ORDER BY _ingested_at DESC
            LIMIT 20""";
    private static final String ROWS_PER_MINUTE = """
            SELECT toStartOfMinute(%s) AS minute, count() AS rows
            FROM %s
            GROUP BY minute
            ORDER BY minute DESC
            LIMIT 60""";
    private static final String BUSIEST_SERIES = """
            SELECT %s, count() AS rows
            FROM %s
            GROUP BY %1$s
            ORDER BY rows DESC
            LIMIT 20""";
    /** Offsets without a row are also those of dead letters and of Kafka's transaction markers, which {@code verify} tells apart. */
    private static final String OFFSETS = """
            SELECT _topic_id, _partition, min(_offset) AS first_offset, max(_offset) AS last_offset,
                count() - uniqExact(_offset, _row) AS duplicated_rows,
                last_offset - first_offset + 1 - uniqExact(_offset) AS offsets_without_row
            FROM %s
            GROUP BY _topic_id, _partition
            ORDER BY _topic_id, _partition""";

    private static final String BYTES_PER_ROW = """
            SELECT column, any(type) AS type, round(sum(column_data_compressed_bytes) / sum(rows), 2) AS bytes_per_row,
                round(sum(column_data_uncompressed_bytes) / sum(rows), 2) AS uncompressed
            FROM system.parts_columns
            WHERE active AND database = currentDatabase() AND table = %s
            GROUP BY column
            ORDER BY bytes_per_row DESC""";

    private ReadyQueries() {}

    /** Returns the queries of all streams first, then those of each stream. */
    static List<ReadyQuery> of(JobSettings settings, List<StreamDefinition> streams) {
        List<ReadyQuery> queries = new ArrayList<>();
        queries.add(new ReadyQuery(
                "rows and distinct events",
                streams.stream().map(ReadyQueries::rows).collect(joining("\nUNION ALL\n"))));
        queries.add(new ReadyQuery("table sizes", TABLE_SIZES));
        queries.add(new ReadyQuery("parts of the tables", PARTS));
        if (settings.reports().enabled()) {
            queries.add(new ReadyQuery("dead letters by reason", DEAD_LETTERS.formatted(DeadLetterTable.NAME)));
        }
        if (settings.alerts().enabled()) {
            queries.add(new ReadyQuery(
                    "firing alerts",
                    FIRING_ALERTS.formatted(SqlQuoting.name(settings.alerts().table()))));
        }
        streams.forEach(stream -> queries.addAll(of(stream)));
        return queries;
    }

    private static String rows(StreamDefinition stream) {
        return ROWS.formatted(SqlQuoting.text(stream.name()), time(stream), table(stream));
    }

    private static List<ReadyQuery> of(StreamDefinition stream) {
        String series = stream.seriesKey().stream().map(SqlQuoting::name).collect(joining(", "));
        String of = " of " + stream.name();
        return List.of(
                new ReadyQuery("newest rows" + of, NEWEST_ROWS.formatted(table(stream))),
                new ReadyQuery("rows per minute" + of, ROWS_PER_MINUTE.formatted(time(stream), table(stream))),
                new ReadyQuery("busiest series" + of, BUSIEST_SERIES.formatted(series, table(stream))),
                new ReadyQuery("missing and duplicated offsets" + of, OFFSETS.formatted(table(stream))),
                new ReadyQuery(
                        "bytes per row" + of,
                        BYTES_PER_ROW.formatted(
                                SqlQuoting.text(stream.clickhouse().table()))));
    }

    private static String table(StreamDefinition stream) {
        return SqlQuoting.name(stream.clickhouse().table());
    }

    private static String time(StreamDefinition stream) {
        return SqlQuoting.name(stream.eventTime().column());
    }
}
