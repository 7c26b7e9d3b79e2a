package io.arrowgate.cli.verify;

import io.arrowgate.batch.LineageColumns;
import io.arrowgate.ingest.RawRecord;
import io.arrowgate.ingest.RecordDecoder;
import io.arrowgate.ingest.RecordDecoders;
import io.arrowgate.ingest.RecordTimestamps;
import io.arrowgate.ingest.RowSlots;
import io.arrowgate.ingest.UndecodableRecordException;
import io.arrowgate.stream.ColumnDefinition;
import io.arrowgate.stream.StreamDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The row that a raw record should have become, decoded anew by the job's own decoder; compared with rows that are there. */
final class ExpectedRow {
    private final StreamDefinition stream;
    private final RecordDecoder decoder;
    private final RawRecord raw = new RawRecord();
    private final RowSlots slots;
    /** What the decoder fills, and for each column its place there; -1 for one that is always null. */
    private final RowSlots decoded;

    private final int[] places;
    private final int eventTime;
    private String undecodable;

    ExpectedRow(StreamDefinition stream) {
        this(stream, stream);
    }

    /** The row that a record made before these columns were added to the stream; they are null in it. */
    static ExpectedRow without(Set<String> columns, StreamDefinition stream) {
        List<ColumnDefinition> rest = stream.columns().stream()
                .filter(column -> !columns.contains(column.name()))
                .toList();
        // Neither labels nor rules have a say in what a row is, and they may be about what was added.
        return new ExpectedRow(
                stream,
                new StreamDefinition(
                        stream.name(),
                        stream.topic(),
                        stream.format(),
                        stream.timeZone(),
                        stream.eventTime(),
                        stream.seriesKey(),
                        List.of(),
                        rest,
                        stream.csvLayouts(),
                        null,
                        stream.arrow(),
                        stream.clickhouse(),
                        List.of(),
                        List.of()));
    }

    private ExpectedRow(StreamDefinition stream, StreamDefinition decodedBy) {
        this.stream = stream;
        decoder = RecordDecoders.of(decodedBy);
        slots = slotsOf(stream);
        decoded = decodedBy.equals(stream) ? slots : slotsOf(decodedBy);
        List<String> names =
                decodedBy.columns().stream().map(ColumnDefinition::name).toList();
        places = stream.columns().stream()
                .mapToInt(column -> names.indexOf(column.name()))
                .toArray();
        eventTime = stream.columnIndex(stream.eventTime().column());
    }

    /** Slots for the stream's columns and, behind them, the time of the raw record in milliseconds. */
    static RowSlots slotsOf(StreamDefinition stream) {
        return new RowSlots(stream.columns().size() + 1);
    }

    /** Decodes; returns whether the record can be a row at all. */
    boolean decode(ConsumerRecord<byte[], byte[]> record) {
        raw.set(record);
        try {
            decoder.decode(raw, decoded);
            undecodable = null;
        } catch (UndecodableRecordException e) {
            undecodable = e.getMessage();
            return false;
        }
        if (decoded != slots) {
            spread();
        }
        slots.setBits(
                stream.columns().size(),
                RecordTimestamps.ingestedAtMillis(raw.timestampMillis(), slots.bits(eventTime)));
        return true;
    }

    private void spread() {
        for (int column = 0; column < places.length; column++) {
            int place = places[column];
            if (place < 0 || decoded.isNull(place)) {
                slots.setNull(column);
            } else if (decoded.bytes(place) == null) {
                slots.setBits(column, decoded.bits(place));
            } else {
                slots.setBytes(column, decoded.bytes(place), decoded.start(place), decoded.length(place));
            }
        }
    }

    /** Of the record decoded last, microseconds since 1970-01-01T00:00:00Z. */
    long eventTimeMicros() {
        return slots.bits(eventTime);
    }

    /** The cells in which {@code found} differs from the record decoded last. */
    List<AlteredRow> differences(RowSlots found) {
        if (undecodable != null) {
            return List.of(new AlteredRow(raw.partition(), raw.offset(), "(all)", "nothing: " + undecodable, "a row"));
        }
        List<AlteredRow> differences = List.of();
        for (int column = 0; column < slots.columns(); column++) {
            if (!Cells.equal(slots, found, column) && !isUnboundedTimestamp(found, column)) {
                differences = differences.isEmpty() ? new ArrayList<>() : differences;
                differences.add(difference(found, column));
            }
        }
        return differences;
    }

    /** Whether it is the record's own timestamp as 0.1.0 took it over, whatever it was. */
    private boolean isUnboundedTimestamp(RowSlots found, int column) {
        return column == stream.columns().size()
                && !found.isNull(column)
                && found.bits(column) == raw.timestampMillis();
    }

    private AlteredRow difference(RowSlots found, int column) {
        boolean lineage = column == stream.columns().size();
        String name = lineage
                ? LineageColumns.INGESTED_AT
                : stream.columns().get(column).name();
        return new AlteredRow(
                raw.partition(),
                raw.offset(),
                name,
                Cells.text(stream, slots, column),
                Cells.text(stream, found, column));
    }
}
