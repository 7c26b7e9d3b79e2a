package io.arrowgate.batch;

import io.arrowgate.ingest.RawRecord;
import io.arrowgate.ingest.RowSlots;
import io.arrowgate.stream.ColumnType;
import io.arrowgate.stream.StreamDefinition;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the readings of all series between two hand-overs, in columns, and cuts them into one message a bucket.
 *
 * <p>Not thread-safe. Bounded: callers drain it when {@link #isFull}.
 */
final class SliceCollector {
    static final int MAX_ROWS = 1 << 15;
    /** Long names of many series: no more bytes than these are kept between two hand-overs, but for the last row's. */
    private static final int MAX_KEY_BYTES = 1 << 20;

    private final int subtask;
    private final String topicId;
    private final SeriesNumbers series;
    private final int eventTimeColumn;
    private final int[] fields;
    private final ColumnType[] types;

    private final int[] seriesOfRow = new int[MAX_ROWS];
    private final long[] timesMicros = new long[MAX_ROWS];
    private final int[] partitions = new int[MAX_ROWS];
    private final long[] offsets = new long[MAX_ROWS];
    private final long[] timestampsMillis = new long[MAX_ROWS];
    private final double[][] values;
    private int rows;

    SliceCollector(StreamDefinition stream, String topicId, int subtask) {
        this.topicId = topicId;
        this.subtask = subtask;
        series = new SeriesNumbers(stream);
        eventTimeColumn = stream.columnIndex(stream.eventTime().column());
        List<String> readingFields = stream.readingFields();
        fields = readingFields.stream().mapToInt(stream::columnIndex).toArray();
        types = readingFields.stream().map(field -> stream.column(field).type()).toArray(ColumnType[]::new);
        values = new double[fields.length][MAX_ROWS];
    }

    /** Adds a decoded row and where it came from. */
    void append(RawRecord record, RowSlots row) {
        seriesOfRow[rows] = series.indexOf(row);
        timesMicros[rows] = row.bits(eventTimeColumn);
        partitions[rows] = record.partition();
        offsets[rows] = record.offset();
        timestampsMillis[rows] = record.timestampMillis();
        for (int i = 0; i < fields.length; i++) {
            values[i][rows] = row.isNull(fields[i]) ? Double.NaN : number(types[i], row.bits(fields[i]));
        }
        rows++;
    }

    boolean isFull() {
        return rows == MAX_ROWS || series.keyBytes() >= MAX_KEY_BYTES;
    }

    private static double number(ColumnType type, long bits) {
        return switch (type) {
            case FLOAT32 -> Float.intBitsToFloat((int) bits);
            case FLOAT64 -> Double.longBitsToDouble(bits);
            default -> bits;
        };
    }

    /** The message of each bucket that has rows, and null for the others. Forgets the rows. */
    SeriesSlices[] drain() {
        SeriesSlices[] messages = new SeriesSlices[SeriesName.BUCKETS];
        if (rows == 0) {
            return messages;
        }
        String[] names = series.names();
        int[] bucketOfSeries = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            bucketOfSeries[i] = SeriesName.bucket(names[i]);
        }
        Grouping rowsBySeries = Grouping.of(seriesOfRow, rows, names.length);
        Grouping seriesByBucket = Grouping.of(bucketOfSeries, names.length, SeriesName.BUCKETS);
        for (int bucket = 0; bucket < SeriesName.BUCKETS; bucket++) {
            int begin = seriesByBucket.starts()[bucket];
            int end = seriesByBucket.starts()[bucket + 1];
            if (begin < end) {
                int[] members = Arrays.copyOfRange(seriesByBucket.order(), begin, end);
                messages[bucket] = message(bucket, members, names, rowsBySeries);
            }
        }
        series.clear();
        rows = 0;
        return messages;
    }

    private SeriesSlices message(int bucket, int[] members, String[] names, Grouping rowsBySeries) {
        int count = 0;
        int[] ends = new int[members.length];
        String[] memberNames = new String[members.length];
        for (int i = 0; i < members.length; i++) {
            count += rowsBySeries.starts()[members[i] + 1] - rowsBySeries.starts()[members[i]];
            ends[i] = count;
            memberNames[i] = names[members[i]];
        }
        int[] chosen = new int[count];
        int begin = 0;
        for (int i = 0; i < members.length; i++) {
            System.arraycopy(rowsBySeries.order(), rowsBySeries.starts()[members[i]], chosen, begin, ends[i] - begin);
            begin = ends[i];
        }
        return message(bucket, memberNames, ends, chosen);
    }

    private SeriesSlices message(int bucket, String[] memberNames, int[] ends, int[] chosen) {
        long newest = Long.MIN_VALUE;
        long[] chosenTimes = new long[chosen.length];
        int[] chosenPartitions = new int[chosen.length];
        long[] chosenOffsets = new long[chosen.length];
        double[][] chosenValues = new double[fields.length][chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            int row = chosen[i];
            newest = Math.max(newest, timestampsMillis[row]);
            chosenTimes[i] = timesMicros[row];
            chosenPartitions[i] = partitions[row];
            chosenOffsets[i] = offsets[row];
        }
        for (int field = 0; field < fields.length; field++) {
            for (int i = 0; i < chosen.length; i++) {
                chosenValues[field][i] = values[field][chosen[i]];
            }
        }
        return new SeriesSlices(
                bucket,
                subtask,
                topicId,
                newest,
                memberNames,
                ends,
                chosenTimes,
                chosenPartitions,
                chosenOffsets,
                chosenValues);
    }
}
