package io.arrowgate.clickhouse.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.batch.arrow.BatchBuilder;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.InlineContent;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;

/** Builds encoded batches of given rows, by the job's own encoder. */
public final class TestBatches {
    static final BatchSettings SETTINGS = new BatchSettings(100_000, Duration.ofSeconds(1), 900_000, 366, 256L << 20);
    static final Instant DAY_1 = Instant.parse("2024-05-01T00:00:00Z");
    /** The raw record's timestamp of every test row. */
    static final Instant INGESTED_AT = Instant.parse("2024-05-09T01:02:03.456Z");

    private TestBatches() {}

    /** A row of a stream: where it came from, and a cell for each column, null or of the column's natural Java type. */
    public record Row(int partition, long offset, int rowInRecord, List<Object> cells) {
        /** A row of a record that has only one. */
        public Row(int partition, long offset, List<Object> cells) {
            this(partition, offset, 0, cells);
        }
    }

    static MicroBatch encode(StreamDefinition stream, String topicId, List<Row> rows) {
        try (RootAllocator allocator = new RootAllocator();
                BatchBuilder open = new BatchBuilder(stream, SETTINGS, topicId, allocator)) {
            RowBuffer slots = new RowBuffer(stream.columns().size());
            for (Row row : rows) {
                fill(slots, row.cells());
                open.append(raw(row), row.rowInRecord(), slots);
            }
            return open.drain().get(0);
        }
    }

    public static BatchCommittable pending(StreamDefinition stream, String topicId, List<Row> rows) {
        MicroBatch batch = encode(stream, topicId, rows);
        return BatchCommittable.of(batch, BatchCommittable.NOT_RESTORED, new InlineContent(batch.bytes()));
    }

    /**
     * Sensor rows of one partition with offsets from {@code first} to {@code last}, spread evenly over {@code days}
     * days from {@link #DAY_1} on.
     */
    public static List<Row> sensorRows(int partition, long first, long last, int days) {
        List<Row> rows = new ArrayList<>();
        for (long offset = first; offset <= last; offset++) {
            Instant time = DAY_1.plus(Duration.ofDays(offset % days)).plusMillis(offset);
            List<Object> cells = new ArrayList<>(List.of("device-" + offset % 10, time, offset % 100 / 2f));
            cells.addAll(Arrays.asList(null, 1.5f, null, 7));
            rows.add(new Row(partition, offset, cells));
        }
        return rows;
    }

    /** Sensor rows of one raw record, from one position in it to another, inclusive, spread evenly over {@code days} days. */
    public static List<Row> sensorRowsOfRecord(int partition, long offset, int first, int last, int days) {
        List<Row> rows = new ArrayList<>();
        for (Row row : sensorRows(partition, first, last, days)) {
            rows.add(new Row(partition, offset, (int) row.offset(), row.cells()));
        }
        return rows;
    }

    private static RawRecord raw(Row row) {
        return new RawRecord()
                .set("raw", row.partition(), row.offset(), INGESTED_AT.toEpochMilli(), null, new byte[0], null);
    }

    private static void fill(RowBuffer slots, List<Object> cells) {
        slots.clear();
        for (int i = 0; i < cells.size(); i++) {
            Object cell = cells.get(i);
            if (cell instanceof String text) {
                byte[] bytes = text.getBytes(UTF_8);
                slots.setBytes(i, bytes, 0, bytes.length);
            } else if (cell != null) {
                slots.setBits(i, bits(cell));
            }
        }
    }

    private static long bits(Object cell) {
        if (cell instanceof Instant instant) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        }
        if (cell instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (cell instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (cell instanceof Float number) {
            return Float.floatToRawIntBits(number);
        }
        return cell instanceof Double number ? Double.doubleToRawLongBits(number) : ((Number) cell).longValue();
    }
}
