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

    private ArchiveTables() {}

    static String createDays(String database) {
        return """
                CREATE TABLE IF NOT EXISTS %s
                (
                    `table` LowCardinality(String) COMMENT 'table that the rows are of',
                    `day` Date32 COMMENT 'of their event time, UTC',
                    `hash` UInt64 COMMENT 'sum of the rows\\' hashes',
                    `rows` UInt64,
                    `path` String COMMENT 'where they are',
                    `format` LowCardinality(String),
                    `taken` UInt8 COMMENT '1 if the rows were taken out of the table, 0 if they were copied',
                    `at` DateTime64(6, 'UTC'),
                    `restored` UInt8
                )
                ENGINE = ReplacingMergeTree(`at`, `restored`)
                ORDER BY (`table`, `day`, `hash`)""".formatted(Sql.table(database, DAYS));
    }

    static String createOffsets(String database) {
        return """
                CREATE TABLE IF NOT EXISTS %s
                (
                    `table` LowCardinality(String) COMMENT 'table that the rows were taken out of',
                    `day` Date32 COMMENT 'of their event time, UTC',
                    `hash` UInt64 COMMENT 'sum of the rows\\' hashes',
                    `_topic_id` LowCardinality(String),
                    `_partition` Int32,
                    `first_offset` Int64,
                    `last_offset` Int64
                )
                ENGINE = MergeTree
                ORDER BY (`table`, `_topic_id`, `_partition`, `first_offset`)""".formatted(Sql.table(database, OFFSETS));
    }

    /** Partition, and offset, of the rows between two offsets that were taken. */
    static String takenBetween(
            String database, String table, String topicId, int partition, long firstOffset, long lastOffset) {
        return ("SELECT %1$s, arrayJoin(range(greatest(`first_offset`, %2$d), least(`last_offset`, %3$d) + 1)) FROM %4$s"
                        + " WHERE %5$s AND %1$s = %6$d AND `first_offset` <= %3$d AND `last_offset` >= %2$d")
                .formatted(
                        Sql.name(LineageColumns.PARTITION),
                        firstOffset,
                        lastOffset,
                        Sql.table(database, OFFSETS),
                        of(table, topicId),
                        partition);
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
