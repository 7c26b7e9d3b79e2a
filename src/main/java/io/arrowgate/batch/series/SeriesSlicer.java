package io.arrowgate.batch.series;

import io.arrowgate.batch.arrow.BatchBuilder;
import io.arrowgate.batch.arrow.BatchColumn;
import io.arrowgate.batch.arrow.FixedWidthGather;
import io.arrowgate.stream.StreamDefinition;
import java.util.function.ObjIntConsumer;

/**
 * Cuts rows of an open batch into slices, in one message for each bucket. The batch already has the readings in columns, and its
 * dictionary numbers most series. So appending rows does no work for alerts.
 *
 * <p>Not thread-safe.
 */
public final class SeriesSlicer {
    private final BatchBuilder batch;
    private final int subtask;
    private final String topicId;
    private final BucketKeys keys;
    private final SeriesIndex series;
    private final BatchColumn.Fixed64Column times;
    private final BatchColumn.Numbers[] fields;

    /** @param topicId topic id of all records */
    public SeriesSlicer(StreamDefinition stream, BatchBuilder batch, String topicId, int subtask, BucketKeys keys) {
        this.batch = batch;
        this.topicId = topicId;
        this.subtask = subtask;
        this.keys = keys;
        series = new SeriesIndex(stream, batch);
        times = (BatchColumn.Fixed64Column)
                batch.column(stream.columnIndex(stream.eventTime().column()));
        fields = stream.readingFields().stream()
                .map(field -> (BatchColumn.Numbers) batch.column(stream.columnIndex(field)))
                .toArray(BatchColumn.Numbers[]::new);
    }

    /**
     * Cuts the rows from {@code begin} to {@code end}, exclusive, and emits one message with its bucket number for each bucket of
     * these rows.
     *
     * @return the first row that is not cut; may be less than {@code end}, because the total length of names is limited
     */
    public int cut(int begin, int end, ObjIntConsumer<SeriesSlices> output) {
        int[] seriesOfRow = series.assign(begin, end);
        String[] names = series.names();
        int[] bucketOfSeries = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            bucketOfSeries[i] = SeriesName.bucket(names[i]);
        }
        GroupedPositions rowsBySeries = GroupedPositions.of(seriesOfRow, begin, names.length);
        GroupedPositions seriesByBucket = GroupedPositions.of(bucketOfSeries, 0, SeriesName.BUCKETS);
        int cut = begin + seriesOfRow.length;
        long newest = batch.newestTimestampMillis(begin, cut);
        for (int bucket = 0; bucket < SeriesName.BUCKETS; bucket++) {
            if (seriesByBucket.size(bucket) > 0) {
                int[] members = new int[seriesByBucket.size(bucket)];
                seriesByBucket.copy(bucket, members, 0);
                output.accept(message(bucket, members, names, rowsBySeries, newest), bucket);
            }
        }
        return cut;
    }

    private SeriesSlices message(
            int bucket, int[] members, String[] names, GroupedPositions rowsBySeries, long newest) {
        String[] memberNames = new String[members.length];
        int[] ends = new int[members.length];
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            memberNames[i] = names[members[i]];
            count += rowsBySeries.size(members[i]);
            ends[i] = count;
        }
        int[] rows = new int[count];
        int begin = 0;
        for (int i = 0; i < members.length; i++) {
            rowsBySeries.copy(members[i], rows, begin);
            begin = ends[i];
        }
        double[][] values = new double[fields.length][];
        for (int i = 0; i < fields.length; i++) {
            values[i] = fields[i].gather(rows);
        }
        return new SeriesSlices(
                keys.of(bucket),
                subtask,
                topicId,
                newest,
                memberNames,
                ends,
                FixedWidthGather.longs(times.address, rows),
                batch.partitions(rows),
                batch.offsets(rows),
                batch.rowsInRecords(rows),
                values);
    }
}
