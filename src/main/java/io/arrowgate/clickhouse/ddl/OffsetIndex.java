package io.arrowgate.clickhouse.ddl;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.SqlQuoting;

/**
 * Renders the skip index by which the row check and the high-watermark query find the parts that have given offsets.
 *
 * <p>For each part it has the set of pairs of partition and bucket of offsets. A minmax index would not do, because a part has rows of
 * all partitions, and their offsets differ. ClickHouse uses the index only for a condition on its own expression.
 */
public final class OffsetIndex {
    /** Name of the index. */
    static final String NAME = "row_offsets";
    /** Number of offsets in a bucket: about as many as one batch has of a partition. A part of a billion rows has 61,000 buckets. */
    private static final long BUCKET = 16_384;
    /** Index granules in one entry of the index: all of a part. */
    private static final long WHOLE_PART = 1_000_000_000;

    private static final String PARTITION = SqlQuoting.name(LineageColumns.PARTITION);
    private static final String BUCKET_OF_OFFSET =
            "intDiv(%s, %d)".formatted(SqlQuoting.name(LineageColumns.OFFSET), BUCKET);

    /** Expression list of the index, in the server's own notation. */
    static final String EXPRESSION = "_partition, intDiv(_offset, %d)".formatted(BUCKET);

    private OffsetIndex() {}

    /** Renders the index for {@code CREATE TABLE} and {@code ADD INDEX}. */
    static String ddl() {
        return "%s (%s, %s) TYPE set(0) GRANULARITY %d".formatted(NAME, PARTITION, BUCKET_OF_OFFSET, WHOLE_PART);
    }

    /** Renders a condition that every row with an offset in the range meets. */
    public static String between(long first, long last) {
        return "%s BETWEEN %d AND %d".formatted(BUCKET_OF_OFFSET, first / BUCKET, last / BUCKET);
    }

    /** Renders a condition that every row with at least this offset meets. */
    public static String atOrAbove(long offset) {
        return "%s >= %d".formatted(BUCKET_OF_OFFSET, offset / BUCKET);
    }
}
