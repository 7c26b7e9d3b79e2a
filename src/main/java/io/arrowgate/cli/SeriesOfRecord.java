package io.arrowgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.ingest.RawRecord;
import io.arrowgate.ingest.RecordDecoder;
import io.arrowgate.ingest.RecordDecoders;
import io.arrowgate.ingest.RowSlots;
import io.arrowgate.ingest.UndecodableRecordException;
import io.arrowgate.stream.ColumnType;
import io.arrowgate.stream.StreamDefinition;
import java.util.StringJoiner;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Finds the key that a record is sent with, its series, by decoding it as the job will. */
final class SeriesOfRecord {
    private final RecordDecoder decoder;
    private final RowSlots row;
    private final RawRecord record = new RawRecord();
    private final RecordHeaders noHeaders = new RecordHeaders();
    private final StreamDefinition stream;
    private final int[] keys;

    SeriesOfRecord(StreamDefinition stream) {
        this.stream = stream;
        decoder = RecordDecoders.of(stream);
        row = new RowSlots(stream.columns().size());
        keys = stream.seriesKey().stream().mapToInt(stream::columnIndex).toArray();
    }

    /** The values of the series key, joined by commas; null if the record cannot be decoded: the job keeps it as a dead letter. */
    byte[] keyOf(byte[] value) {
        try {
            decoder.decode(record.set(stream.topic(), 0, 0, System.currentTimeMillis(), null, value, noHeaders), row);
        } catch (UndecodableRecordException e) {
            return null;
        }
        StringJoiner key = new StringJoiner(",");
        for (int column : keys) {
            boolean text = stream.columns().get(column).type() == ColumnType.STRING;
            key.add(
                    text
                            ? new String(row.bytes(column), row.start(column), row.length(column), UTF_8)
                            : String.valueOf(row.bits(column)));
        }
        return key.toString().getBytes(UTF_8);
    }
}
