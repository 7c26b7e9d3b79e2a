package io.arrowgate.clickhouse.ddl;

import static java.util.stream.Collectors.joining;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import java.util.Collection;

/**
 * Renders the statements and queries of the two tables that record archived rows: one by day and, for streams' own tables, one by
 * row identity. The sink treats archived rows as present and does not insert them again.
 */
public final class ArchiveTables {
    /** Has a row for each archived day and file; with FINAL, only for those that were not restored. */
    public static final String DAYS = "archived_days";
    /** Has the archived rows: for each position in a raw record, ranges of offsets without gaps. */
    public static final String OFFSETS = "archived_offsets";

    private static final SqlTemplate CREATE_DAYS = SqlTemplate.resource("clickhouse/archived_days");
    private static final SqlTemplate CREATE_OFFSETS = SqlTemplate.resource("clickhouse/archived_offsets");
    private static final SqlTemplate ARCHIVED_BETWEEN = SqlTemplate.resource("clickhouse/archived_between");

    private ArchiveTables() {}

    static String createDays(String database) {
        return CREATE_DAYS.with("table", SqlQuoting.table(database, DAYS)).render();
    }

    static String createOffsets(String database) {
        return CREATE_OFFSETS.with("table", SqlQuoting.table(database, OFFSETS)).render();
    }

    /** Returns the column that a table of version 0.1.0 lacks; all its rows are the only ones of their raw records. */
    static TableColumn rowColumn() {
        return new TableColumn(LineageColumns.ROW, "Int32", null, "position of the rows in their raw records, from 0");
    }

    /** Renders the query of partition, offset and row of the archived rows of a range. */
    public static String removedBetween(String database, String table, String topicId, RowRange range) {
        return ARCHIVED_BETWEEN
                .with("archived_offsets", SqlQuoting.table(database, OFFSETS))
                .with("of_topic", of(table, topicId))
                .with("partition", String.valueOf(range.partition()))
                .with("first", String.valueOf(range.first().offset()))
                .with("last", String.valueOf(range.last().offset()))
                .with("first_row", position(range.first()))
                .with("last_row", position(range.last()))
                .render();
    }

    /** Renders the query of each partition's highest archived offset. */
    public static String highestRemovedOffsets(
            String database, String table, String topicId, Collection<Integer> partitions) {
        return "SELECT %1$s, max(`last_offset`), toInt64(0) FROM %2$s WHERE %3$s AND %1$s IN (%4$s) GROUP BY %1$s"
                .formatted(
                        SqlQuoting.name(LineageColumns.PARTITION),
                        SqlQuoting.table(database, OFFSETS),
                        of(table, topicId),
                        partitions.stream().sorted().map(String::valueOf).collect(joining(", ")));
    }

    /** Renders the query of all archived ranges: partition, row, first and last offset. */
    public static String removedRanges(String database, String table, String topicId) {
        return "SELECT `_partition`, `_row`, `first_offset`, `last_offset` FROM %s WHERE %s"
                .formatted(SqlQuoting.table(database, OFFSETS), of(table, topicId));
    }

    /** Renders the query of the newest day whose rows were moved to an archive; null without such a day. */
    public static String newestRemovedDay(String database, String table) {
        return "SELECT maxOrNull(`day`) FROM %s FINAL WHERE `table` = %s AND `taken`"
                .formatted(SqlQuoting.table(database, DAYS), SqlQuoting.text(table));
    }

    /** Renders a row position as a tuple of offset and row. */
    public static String position(RowPosition position) {
        return "(%d, %d)".formatted(position.offset(), position.row());
    }

    private static String of(String table, String topicId) {
        return "`table` = %s AND `_topic_id` = %s".formatted(SqlQuoting.text(table), SqlQuoting.text(topicId));
    }
}
