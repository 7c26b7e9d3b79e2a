package io.arrowgate.batch.series;

/**
 * What the series of one bucket said since the last hand-over: rows in columns, grouped by series, in the order in which they
 * were read within a series.
 *
 * <p>A message without rows says that its subtask is at work and had nothing to say. Arrays are not to be changed.
 *
 * @param key of Flink state of the bucket: see {@link BucketKeys}
 * @param subtask of the batch operator that sends it
 * @param topicId of the raw records; null if there are no rows
 * @param newestTimestampMillis greatest Kafka timestamp of all rows of the hand-over, those of other buckets too; undefined if
 *     there are none
 * @param names of the series, one a slice: see {@link SeriesName}
 * @param ends exclusive end of each slice, in rows
 * @param timesMicros event times
 * @param partitions of the raw records
 * @param offsets of the raw records
 * @param values by field of {@code StreamDefinition.readingFields()}, then by row; NaN where the record has none
 */
@SuppressWarnings("ArrayRecordComponent") // Columns are arrays; nobody compares messages.
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
        double[][] values) {

    /** The message without rows. */
    static SeriesSlices heartbeat(int key, int subtask) {
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
                new double[0][]);
    }

    public int rows() {
        return timesMicros.length;
    }
}
