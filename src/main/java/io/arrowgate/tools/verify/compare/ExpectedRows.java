package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.RowHandler;
import io.arrowgate.decode.row.RecordTimestampBounds;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.tools.verify.finding.AlteredCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes a raw record again with the job's decoder and compares the results with actual rows. */
final class ExpectedRows implements RowHandler {
    private final StreamDefinition stream;
    private final RecordDecoder decoder;
    private final RawRecord raw = new RawRecord();
    /** Receives the output of the decoder. */
    private final RowBuffer decoded;

    /** Position of each column in {@link #decoded}; -1 for a column that is always null. */
    private final int[] positions;

    private final int eventTime;
    /** Rows of the last record by position in it; null for an undecodable element. */
    private final TreeMap<Integer, RowBuffer> rows = new TreeMap<>();

    private ConsumerRecord<byte[], byte[]> last;
    /** Why the last record as a whole cannot be decoded; null if it can. */
    private String undecodable;

    ExpectedRows(StreamDefinition stream) {
        this(stream, stream);
    }

    /** Creates the expected rows for a definition without these columns, which are null. */
    static ExpectedRows withoutColumns(Set<String> columns, StreamDefinition stream) {
        List<ColumnDefinition> rest = stream.columns().stream()
                .filter(column -> !columns.contains(column.name()))
                .toList();
        // Labels and rules do not affect rows, and may refer to the added columns.
        return new ExpectedRows(stream, stream.decodingInto(stream.seriesKey(), rest));
    }

    private ExpectedRows(StreamDefinition stream, StreamDefinition decodedBy) {
        this.stream = stream;
        decoder = RecordDecoders.of(decodedBy);
        decoded = new RowBuffer(decodedBy.columns().size());
        List<String> names =
                decodedBy.columns().stream().map(ColumnDefinition::name).toList();
        positions = stream.columns().stream()
                .mapToInt(column -> names.indexOf(column.name()))
                .toArray();
        eventTime = stream.columnIndex(stream.eventTime().column());
    }

    /** Creates a buffer for the stream's columns, followed by the timestamp of the raw record in milliseconds. */
    static RowBuffer rowBufferFor(StreamDefinition stream) {
        return new RowBuffer(stream.columns().size() + 1);
    }

    /** Decodes a record, unless it is the last one again; the other methods refer to it. */
    void decode(ConsumerRecord<byte[], byte[]> record) {
        if (record == last) {
            return;
        }
        last = null;
        raw.set(record);
        rows.clear();
        undecodable = null;
        decoder.decode(raw, decoded, this);
        last = record;
    }

    @Override
    public void onRow(RawRecord source, int rowInRecord, RowBuffer output) {
        RowBuffer row = rowBufferFor(stream);
        for (int column = 0; column < positions.length; column++) {
            copy(positions[column], row, column);
        }
        row.setBits(
                stream.columns().size(),
                RecordTimestampBounds.ingestedAtMillis(raw.timestampMillis(), row.bits(eventTime)));
        rows.put(rowInRecord, row);
    }

    @Override
    public void onUndecodable(RawRecord source, int rowInRecord, UndecodableRecordException problem) {
        if (rowInRecord == DeadLetter.WHOLE_RECORD) {
            undecodable = problem.getMessage();
        } else {
            rows.put(rowInRecord, null);
        }
    }

    /** Copies a decoded cell, because decoders reuse their bytes. */
    private void copy(int place, RowBuffer row, int column) {
        if (place < 0 || decoded.isNull(place)) {
            row.setNull(column);
        } else if (decoded.bytes(place) == null) {
            row.setBits(column, decoded.bits(place));
        } else {
            byte[] bytes = Arrays.copyOfRange(
                    decoded.bytes(place), decoded.start(place), decoded.start(place) + decoded.length(place));
            row.setBytes(column, bytes, 0, bytes.length);
        }
    }

    /** Returns whether the record as a whole is undecodable, so that the number of its rows is unknown. */
    boolean isUndecodable() {
        return undecodable != null;
    }

    /** Returns the positions of the record's elements. */
    Set<Integer> elements() {
        return rows.keySet();
    }

    /** Returns the event times of the decodable elements by position, in microseconds since 1970-01-01T00:00:00Z. */
    Map<Integer, Long> eventTimesMicros() {
        Map<Integer, Long> times = new TreeMap<>();
        rows.forEach((position, row) -> {
            if (row != null) {
                times.put(position, row.bits(eventTime));
            }
        });
        return times;
    }

    /** Returns the cells in which {@code found} differs from the record's row at a position. */
    List<AlteredCell> differences(int rowInRecord, RowBuffer found) {
        RowBuffer expected = rows.get(rowInRecord);
        if (expected == null) {
            String problem = undecodable == null ? "" : ": " + undecodable;
            return List.of(
                    new AlteredCell(raw.partition(), raw.offset(), rowInRecord, "(all)", "nothing" + problem, "a row"));
        }
        List<AlteredCell> differences = List.of();
        for (int column = 0; column < expected.columns(); column++) {
            if (!CellComparison.equal(expected, found, column) && !isUnboundedTimestamp(found, column)) {
                differences = differences.isEmpty() ? new ArrayList<>() : differences;
                differences.add(difference(rowInRecord, expected, found, column));
            }
        }
        return differences;
    }

    /** Returns whether the cell is the unbounded record timestamp, as version 0.1.0 stored it. */
    private boolean isUnboundedTimestamp(RowBuffer found, int column) {
        return column == stream.columns().size()
                && !found.isNull(column)
                && found.bits(column) == raw.timestampMillis();
    }

    private AlteredCell difference(int rowInRecord, RowBuffer expected, RowBuffer found, int column) {
        boolean lineage = column == stream.columns().size();
        String name = lineage
                ? LineageColumns.INGESTED_AT
                : stream.columns().get(column).name();
        return new AlteredCell(
                raw.partition(),
                raw.offset(),
                rowInRecord,
                name,
                CellComparison.text(stream, expected, column),
                CellComparison.text(stream, found, column));
    }
}
