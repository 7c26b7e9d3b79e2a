package io.arrowgate.cli.verify;

import io.arrowgate.batch.LineageColumns;
import io.arrowgate.ingest.RawRecord;
import io.arrowgate.ingest.RecordDecoder;
import io.arrowgate.ingest.RecordDecoders;
import io.arrowgate.ingest.RowSlots;
import io.arrowgate.ingest.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinition;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The row that a raw record should have become, decoded anew by the job's own decoder; compared with rows that are there. */
final class ExpectedRow {
    private final StreamDefinition stream;
    private final RecordDecoder decoder;
    private final RawRecord raw = new RawRecord();
    private final RowSlots slots;
    private final int eventTime;
    private String undecodable;

    ExpectedRow(StreamDefinition stream) {
        this.stream = stream;
        decoder = RecordDecoders.of(stream);
        slots = slotsOf(stream);
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
            decoder.decode(raw, slots);
            undecodable = null;
        } catch (UndecodableRecordException e) {
            undecodable = e.getMessage();
            return false;
        }
        slots.setBits(stream.columns().size(), raw.timestampMillis());
        return true;
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
            if (!Cells.equal(slots, found, column)) {
                differences = differences.isEmpty() ? new ArrayList<>() : differences;
                differences.add(difference(found, column));
            }
        }
        return differences;
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
