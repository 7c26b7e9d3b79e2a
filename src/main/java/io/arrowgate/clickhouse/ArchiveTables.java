package io.arrowgate.clickhouse;

import static java.util.stream.Collectors.joining;

import io.arrowgate.batch.LineageColumns;
import java.util.Collection;

/**
 * The two tables of what archives took out of other tables: days, and, of a stream's own table, offsets. A row that was taken is as
 * good as there: the sink does not insert it again.
 */
public final class ArchiveTables {
    /** A row for each day and file; with FINAL, only those that were not restored. */
    public static final String DAYS = "archived_days";
    /** The offsets of rows that were taken, as ranges without gaps. */
    public static final String OFFSETS = "archived_offsets";

    private static final SqlTemplate CREATE_DAYS = SqlTemplate.resource("clickhouse/archived_days");
    private static final SqlTemplate CREATE_OFFSETS = SqlTemplate.resource("clickhouse/archived_offsets");
    private static final SqlTemplate ARCHIVED_BETWEEN = SqlTemplate.resource("clickhouse/archived_between");

    private ArchiveTables() {}

    static String createDays(String database) {
        return CREATE_DAYS.with("table", Sql.table(database, DAYS)).render();
    }

    static String createOffsets(String database) {
        return CREATE_OFFSETS.with("table", Sql.table(database, OFFSETS)).render();
    }

    /** Partition, and offset, of the rows between two offsets that were taken. */
    static String takenBetween(
            String database, String table, String topicId, int partition, long firstOffset, long lastOffset) {
        return ARCHIVED_BETWEEN
                .with("archived_offsets", Sql.table(database, OFFSETS))
                .with("of_topic", of(table, topicId))
                .with("partition", String.valueOf(partition))
                .with("first", String.valueOf(firstOffset))
                .with("last", String.valueOf(lastOffset))
                .render();
    }

    /** Partition, and highest offset, of the rows that were taken. */
    static String highestTaken(String database, String table, String topicId, Collection<Integer> partitions) {
        return "SELECT %1$s, max(`last_offset`) FROM %2$s WHERE %3$s AND %1$s IN (%4$s) GROUP BY %1$s"
                .formatted(
                        Sql.name(LineageColumns.PARTITION),
                        Sql.table(database, OFFSETS),
                        of(table, topicId),
                        partitions.stream().sorted().map(String::valueOf).collect(joining(", ")));
    }

    /** Partition, first and last offset of all ranges that were taken. */
    public static String allTaken(String database, String table, String topicId) {
        return "SELECT `_partition`, `first_offset`, `last_offset` FROM %s WHERE %s"
                .formatted(Sql.table(database, OFFSETS), of(table, topicId));
    }

    /** The newest day whose rows were taken out of the table; null if none is. */
    public static String newestDayTaken(String database, String table) {
        return "SELECT maxOrNull(`day`) FROM %s FINAL WHERE `table` = %s AND `taken`"
                .formatted(Sql.table(database, DAYS), Sql.text(table));
    }

    private static String of(String table, String topicId) {
        return "`table` = %s AND `_topic_id` = %s".formatted(Sql.text(table), Sql.text(topicId));
    }
}
