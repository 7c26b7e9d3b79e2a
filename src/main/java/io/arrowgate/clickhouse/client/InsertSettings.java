package io.arrowgate.clickhouse.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds the server settings of inserts. They make a batch either one complete block or an error. */
final class InsertSettings {
    /** Exceeds the row count of every batch. */
    private static final String NEVER_SPLIT = "1000000000";

    private InsertSettings() {}

    /**
     * Returns the settings of a batch's insert.
     *
     * @param token deduplication token
     * @param quorum number of replicas that must have the rows before the server acknowledges them; 1 for no quorum
     */
    static Map<String, String> oneBlock(String token, Duration timeLimit, int quorum) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("insert_deduplication_token", token);
        // Asynchronous inserts have other rules for acknowledgement and deduplication.
        settings.put("async_insert", "0");
        settings.put("wait_end_of_query", "1");
        settings.put("insert_deduplicate", "1");
        settings.put("max_execution_time", Integer.toString(seconds(timeLimit)));
        // ClickHouse deduplicates each block separately: a batch must be one block.
        settings.put("max_insert_block_size", NEVER_SPLIT);
        settings.put("min_insert_block_size_rows", NEVER_SPLIT);
        settings.put("min_insert_block_size_bytes", "0");
        settings.put("input_format_parallel_parsing", "0");
        // The rows of a batch have different identities, so the server need not collapse them during the insert.
        // That costs more than the rest of the insert's sorting.
        settings.put("optimize_on_insert", "0");
        // A retry of an insert that failed in a view feeds the views again, and each target drops duplicates.
        settings.put("deduplicate_blocks_in_dependent_materialized_views", "1");
        // An insert is complete only if all its views are.
        settings.put("materialized_views_ignore_errors", "0");
        // batch.max-days limits the partitions of a batch instead.
        settings.put("max_partitions_per_insert_block", "0");
        // A table that does not match is an error; missing values are never replaced by defaults.
        settings.put("input_format_arrow_allow_missing_columns", "0");
        settings.put("input_format_null_as_default", "0");
        if (quorum > 1) {
            settings.put("insert_quorum", Integer.toString(quorum));
            settings.put("insert_quorum_timeout", Long.toString(timeLimit.toMillis()));
            settings.put("insert_quorum_parallel", "1");
        }
        return settings;
    }

    /**
     * Returns the settings of an INSERT statement that contains its rows as text and is retried until they are written.
     *
     * @param token different for each attempt: a deduplicated insert would report no written rows
     */
    static Map<String, String> rows(String token, Duration timeLimit) {
        return Map.of(
                "insert_deduplication_token",
                token,
                // An asynchronous insert is acknowledged before its rows are durable.
                "async_insert",
                "0",
                // The number of written rows must not depend on rows that replace each other.
                "optimize_on_insert",
                "0",
                "wait_end_of_query",
                "1",
                "max_execution_time",
                Integer.toString(seconds(timeLimit)));
    }

    /** Rounds up to whole seconds, the unit of the server's settings. At least 1, because 0 means no limit. */
    static int seconds(Duration limit) {
        return (int) Math.max(1, limit.plusMillis(999).toSeconds());
    }
}
