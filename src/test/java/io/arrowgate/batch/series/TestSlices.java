package io.arrowgate.batch.series;

/** Creates messages to the alert operator for tests. */
public final class TestSlices {
    private TestSlices() {}

    /**
     * Creates a message of one series, from partition 0.
     *
     * @param values by field, then by row
     */
    public static SeriesSlices ofSeries(
            String name, String topicId, long[] timesMicros, long[] offsets, double[][] values) {
        return ofSeries(name, topicId, timesMicros, offsets, null, values);
    }

    /**
     * Creates a message of one series, from partition 0.
     *
     * @param rowsInRecords null for first rows
     * @param values by field, then by row
     */
    public static SeriesSlices ofSeries(
            String name, String topicId, long[] timesMicros, long[] offsets, int[] rowsInRecords, double[][] values) {
        int rows = timesMicros.length;
        return new SeriesSlices(
                0,
                0,
                topicId,
                0,
                new String[] {name},
                new int[] {rows},
                timesMicros,
                new int[rows],
                offsets,
                rowsInRecords,
                values);
    }
}
