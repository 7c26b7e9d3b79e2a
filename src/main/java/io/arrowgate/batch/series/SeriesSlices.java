package io.arrowgate.batch.series;

/**
 * Describes the rows of one bucket's series since the last flush: in columns, grouped by series, and within a series in the order
 * in which they were read.
 *
 * <p>A message without rows is a heartbeat: its subtask is running and has no new rows of the bucket. Arrays must not be modified.
 *
 * @param key key of the bucket's Flink state: see {@link BucketKeys}
 * @param subtask sending subtask of the batch operator
 * @param topicId of the raw records; null without rows
 * @param newestTimestampMillis greatest Kafka timestamp of all rows of the flush, including other buckets; undefined without rows
 * @param names of the series, one for each slice: see {@link SeriesName}
 * @param ends exclusive end of each slice, in rows
 * @param timesMicros event times
 * @param partitions of the raw records
 * @param offsets of the raw records
 * @param rowsInRecords positions of the rows in their raw records; null if all are 0
 * @param values by field of {@code StreamDefinition.readingFields()}, then by row; NaN for null
 */
@SuppressWarnings("ArrayRecordComponent") // Columns are arrays; messages are never compared.
public record SeriesSlices(
        int key,
        int subtask,
        String topicId,
        long newestTimestampMillis,
        String[] names,
        int[] ends,
        long[] timesMicros,
        int[] partitions,
        long[] offsets,
        int[] rowsInRecords,
        double[][] values) {

    /** Creates a message without rows. */
    public static SeriesSlices heartbeat(int key, int subtask) {
        return new SeriesSlices(
                key,
                subtask,
                null,
                0,
                new String[0],
                new int[0],
                new long[0],
                new int[0],
                new long[0],
                null,
                new double[0][]);
    }

    /** Returns the position of a row in its raw record. */
    public int rowInRecord(int row) {
        return rowsInRecords == null ? 0 : rowsInRecords[row];
    }

    public int rows() {
        return timesMicros.length;
    }
}
