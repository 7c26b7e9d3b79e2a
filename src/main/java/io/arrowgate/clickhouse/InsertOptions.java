package io.arrowgate.clickhouse;

import com.clickhouse.client.api.insert.InsertSettings;
import java.time.Duration;

/** The server settings under which one batch becomes one block, or an error, but nothing in between. */
final class InsertOptions {
    /** More rows than a batch ever has. */
    private static final String NEVER_SPLIT = "1000000000";

    private InsertOptions() {}

    static InsertSettings oneBlock(Duration timeLimit) {
        return new InsertSettings()
                // An asynchronous insert is acknowledged, and deduplicated, by other rules.
                .serverSetting("async_insert", "0")
                .serverSetting("wait_end_of_query", "1")
                .serverSetting("insert_deduplicate", "1")
                .serverSetting("max_execution_time", Integer.toString(seconds(timeLimit)))
                // Each block is deduplicated on its own: a batch must not be cut into several.
                .serverSetting("max_insert_block_size", NEVER_SPLIT)
                .serverSetting("min_insert_block_size_rows", NEVER_SPLIT)
                .serverSetting("min_insert_block_size_bytes", "0")
                .serverSetting("input_format_parallel_parsing", "0")
                // Rows of a batch differ in their identity, so that there is nothing to replace within it. To look for
                // it
                // costs the server more than all the rest of an insert's sorting.
                .serverSetting("optimize_on_insert", "0")
                // A batch may cover as many days as batch.max-days allows.
                .serverSetting("max_partitions_per_insert_block", "0")
                // A table that does not fit is an error; it is never filled with defaults.
                .serverSetting("input_format_arrow_allow_missing_columns", "0")
                .serverSetting("input_format_null_as_default", "0");
    }

    /** Whole seconds, which is what the server takes, rounded up: 0 would mean no limit. */
    static int seconds(Duration limit) {
        return (int) Math.max(1, limit.plusMillis(999).toSeconds());
    }
}
