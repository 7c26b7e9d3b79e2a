package io.arrowgate.clickhouse.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The server settings of inserts, under which a batch becomes one block, or an error, but nothing in between. */
final class InsertSettings {
    /** More rows than a batch ever has. */
    private static final String NEVER_SPLIT = "1000000000";

    private InsertSettings() {}

    /**
     * Returns the settings of one insert.
     *
     * @param token by which the server knows a repeat of the insert
     * @param quorum how many replicas have to have the rows before the server acknowledges them; 1 for no quorum
     */
    static Map<String, String> oneBlock(String token, Duration timeLimit, int quorum) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("insert_deduplication_token", token);
        // An asynchronous insert is acknowledged, and deduplicated, by other rules.
        settings.put("async_insert", "0");
        settings.put("wait_end_of_query", "1");
        settings.put("insert_deduplicate", "1");
        settings.put("max_execution_time", Integer.toString(seconds(timeLimit)));
        // Each block is deduplicated on its own: a batch must not be cut into several.
        settings.put("max_insert_block_size", NEVER_SPLIT);
        settings.put("min_insert_block_size_rows", NEVER_SPLIT);
        settings.put("min_insert_block_size_bytes", "0");
        settings.put("input_format_parallel_parsing", "0");
        // Rows of a batch differ in their identity, so that there is nothing to replace within it. To look for it
        // costs the server more than all the rest of an insert's sorting.
        settings.put("optimize_on_insert", "0");
        // A repeat of an insert that failed in a view reaches the views again, and each target drops what it has.
        settings.put("deduplicate_blocks_in_dependent_materialized_views", "1");
        // An insert whose view fails is not complete.
        settings.put("materialized_views_ignore_errors", "0");
        // A batch may cover as many days as batch.max-days allows.
        settings.put("max_partitions_per_insert_block", "0");
        // A table that does not fit is an error; it is never filled with defaults.
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
     * Returns the settings of an insert that has its rows in its text, and is repeated until they are written.
     *
     * @param token another one for each attempt: a deduplicated insert would report no written rows
     */
    static Map<String, String> rows(String token, Duration timeLimit) {
        return Map.of(
                "insert_deduplication_token",
                token,
                // An asynchronous insert is acknowledged before its rows are safe.
                "async_insert",
                "0",
                "wait_end_of_query",
                "1",
                "max_execution_time",
                Integer.toString(seconds(timeLimit)));
    }

    /** Whole seconds, which is what the server takes, rounded up: 0 would mean no limit. */
    static int seconds(Duration limit) {
        return (int) Math.max(1, limit.plusMillis(999).toSeconds());
    }
}
