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
public final class SliceCollector {
    static final int MAX_ROWS = 1 << 15;
    /** Long names of many series: no more bytes than these are kept between two hand-overs, but for the last row's. */
    private static final int MAX_KEY_BYTES = 1 << 20;

    private static final int TIME = 0;
    private static final int OFFSET = 1;
    private static final int PARTITION = 2;
    private static final int FIRST_FIELD = 3;

    private final int subtask;
    private final String topicId;
    private final SeriesNumbers series;
    private final int eventTimeColumn;
    private final int[] fields;
    private final ColumnType[] types;

    private final int[] seriesOfRow = new int[MAX_ROWS];
    /**
     * Row by row event time, offset, partition, and the fields as bits of doubles: a row is taken up by series later, and then lies
     * in one or two cache lines instead of in one a column.
     */
    private final long[] cells;

    private final int rowCells;
    private int rows;
    /** By series the greatest Kafka timestamp of its rows. */
    private final long[] newestMillis = new long[MAX_ROWS];

    /** @param topicId of all records */
    public SliceCollector(StreamDefinition stream, String topicId, int subtask) {
        this.topicId = topicId;
        this.subtask = subtask;
        series = new SeriesNumbers(stream);
        eventTimeColumn = stream.columnIndex(stream.eventTime().column());
        List<String> readingFields = stream.readingFields();
        fields = readingFields.stream().mapToInt(stream::columnIndex).toArray();
        types = readingFields.stream().map(field -> stream.column(field).type()).toArray(ColumnType[]::new);
        rowCells = FIRST_FIELD + fields.length;
        cells = new long[MAX_ROWS * rowCells];
        Arrays.fill(newestMillis, Long.MIN_VALUE);
    }

    /** Adds a decoded row and where it came from. */
    public void append(RawRecord record, RowSlots row) {
        int number = series.indexOf(row);
        seriesOfRow[rows] = number;
        newestMillis[number] = Math.max(newestMillis[number], record.timestampMillis());
        int cell = rows * rowCells;
        cells[cell + TIME] = row.bits(eventTimeColumn);
        cells[cell + OFFSET] = record.offset();
        cells[cell + PARTITION] = record.partition();
        for (int i = 0; i < fields.length; i++) {
            double value = row.isNull(fields[i]) ? Double.NaN : number(types[i], row.bits(fields[i]));
            cells[cell + FIRST_FIELD + i] = Double.doubleToRawLongBits(value);
        }
        rows++;
    }

    /** Whether it is to be drained before a row is added. */
    public boolean isFull() {
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
    public SeriesSlices[] drain() {
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
        Arrays.fill(newestMillis, 0, names.length, Long.MIN_VALUE);
        series.clear();
        rows = 0;
        return messages;
    }

    private SeriesSlices message(int bucket, int[] members, String[] names, Grouping rowsBySeries) {
        int count = 0;
        long newest = Long.MIN_VALUE;
        int[] ends = new int[members.length];
        String[] memberNames = new String[members.length];
        for (int i = 0; i < members.length; i++) {
            count += rowsBySeries.starts()[members[i] + 1] - rowsBySeries.starts()[members[i]];
            ends[i] = count;
            memberNames[i] = names[members[i]];
            newest = Math.max(newest, newestMillis[members[i]]);
        }
        SeriesSlices message = new SeriesSlices(
                bucket,
                subtask,
                topicId,
                newest,
                memberNames,
                ends,
                new long[count],
                new int[count],
                new long[count],
                new double[fields.length][count]);
        int begin = 0;
        for (int i = 0; i < members.length; i++) {
            copy(rowsBySeries.order(), rowsBySeries.starts()[members[i]], message, begin, ends[i]);
            begin = ends[i];
        }
        return message;
    }

    /** Column by column: the rows of one series are few enough to stay in the nearest cache meanwhile. */
    private void copy(int[] order, int first, SeriesSlices message, int begin, int end) {
        long[] times = message.timesMicros();
        long[] offsets = message.offsets();
        int[] partitions = message.partitions();
        for (int to = begin, from = first; to < end; to++, from++) {
            int cell = order[from] * rowCells;
            times[to] = cells[cell + TIME];
            offsets[to] = cells[cell + OFFSET];
            partitions[to] = (int) cells[cell + PARTITION];
        }
        for (int field = 0; field < fields.length; field++) {
            double[] values = message.values()[field];
            int place = FIRST_FIELD + field;
            for (int to = begin, from = first; to < end; to++, from++) {
                values[to] = Double.longBitsToDouble(cells[order[from] * rowCells + place]);
            }
        }
    }
}
