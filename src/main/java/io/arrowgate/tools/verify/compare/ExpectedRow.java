package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.LineageColumns;
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
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes a raw record again with the job's decoder and compares the result with actual rows. */
final class ExpectedRow implements RowHandler {
    private final StreamDefinition stream;
    private final RecordDecoder decoder;
    private final RawRecord raw = new RawRecord();
    private final RowBuffer expected;
    /** Receives the output of the decoder. */
    private final RowBuffer decoded;

    /** Position of each column in {@link #decoded}; -1 for a column that is always null. */
    private final int[] positions;

    private final int eventTime;
    private String undecodable;

    ExpectedRow(StreamDefinition stream) {
        this(stream, stream);
    }

    /** Creates the expected row for a definition without these columns, which are null. */
    static ExpectedRow withoutColumns(Set<String> columns, StreamDefinition stream) {
        List<ColumnDefinition> rest = stream.columns().stream()
                .filter(column -> !columns.contains(column.name()))
                .toList();
        // Labels and rules do not affect rows, and may refer to the added columns.
        return new ExpectedRow(
                stream,
                new StreamDefinition(
                        stream.name(),
                        stream.topic(),
                        stream.format(),
                        stream.each(),
                        stream.tombstones(),
                        stream.timeZone(),
                        stream.eventTime(),
                        stream.seriesKey(),
                        List.of(),
                        rest,
                        stream.nullPolicy(),
                        stream.csvLayouts(),
                        stream.csvDialect(),
                        null,
                        stream.arrow(),
                        stream.clickhouse(),
                        List.of(),
                        List.of()));
    }

    private ExpectedRow(StreamDefinition stream, StreamDefinition decodedBy) {
        this.stream = stream;
        decoder = RecordDecoders.of(decodedBy);
        expected = rowBufferFor(stream);
        decoded = decodedBy.equals(stream) ? expected : rowBufferFor(decodedBy);
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

    /** Decodes a record; returns whether it can become a row. */
    boolean decode(ConsumerRecord<byte[], byte[]> record) {
        raw.set(record);
        decoder.decode(raw, decoded, this);
        return undecodable == null;
    }

    @Override
    public void onRow(RawRecord source, int rowInRecord, RowBuffer row) {
        undecodable = null;
        if (decoded != expected) {
            spread();
        }
        expected.setBits(
                stream.columns().size(),
                RecordTimestampBounds.ingestedAtMillis(raw.timestampMillis(), expected.bits(eventTime)));
    }

    @Override
    public void onUndecodable(RawRecord source, int rowInRecord, UndecodableRecordException problem) {
        undecodable = problem.getMessage();
    }

    private void spread() {
        for (int column = 0; column < positions.length; column++) {
            int place = positions[column];
            if (place < 0 || decoded.isNull(place)) {
                expected.setNull(column);
            } else if (decoded.bytes(place) == null) {
                expected.setBits(column, decoded.bits(place));
            } else {
                expected.setBytes(column, decoded.bytes(place), decoded.start(place), decoded.length(place));
            }
        }
    }

    /** Returns the event time of the last decoded record, in microseconds since 1970-01-01T00:00:00Z. */
    long eventTimeMicros() {
        return expected.bits(eventTime);
    }

    /** Returns the cells in which {@code found} differs from the last decoded record. */
    List<AlteredCell> differences(RowBuffer found) {
        if (undecodable != null) {
            return List.of(new AlteredCell(raw.partition(), raw.offset(), "(all)", "nothing: " + undecodable, "a row"));
        }
        List<AlteredCell> differences = List.of();
        for (int column = 0; column < expected.columns(); column++) {
            if (!CellComparison.equal(expected, found, column) && !isUnboundedTimestamp(found, column)) {
                differences = differences.isEmpty() ? new ArrayList<>() : differences;
                differences.add(difference(found, column));
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

    private AlteredCell difference(RowBuffer found, int column) {
        boolean lineage = column == stream.columns().size();
        String name = lineage
                ? LineageColumns.INGESTED_AT
                : stream.columns().get(column).name();
        return new AlteredCell(
                raw.partition(),
                raw.offset(),
                name,
                CellComparison.text(stream, expected, column),
                CellComparison.text(stream, found, column));
    }
}
