package io.arrowgate.tools.load.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.RowHandler;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.NullPolicy;
import java.util.List;
import java.util.StringJoiner;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Extracts the Kafka key of a record, the series key of its first row, with the job's own decoder. */
final class SeriesKeyExtractor implements RowHandler {
    private final RecordDecoder decoder;
    private final RowBuffer row;
    private final RawRecord record = new RawRecord();
    private final RecordHeaders noHeaders = new RecordHeaders();
    private final StreamDefinition stream;
    private final int[] keys;
    private byte[] key;

    SeriesKeyExtractor(StreamDefinition stream) {
        this.stream = stream;
        decoder = RecordDecoders.of(stream);
        row = new RowBuffer(stream.columns().size());
        keys = stream.seriesKey().stream().mapToInt(stream::columnIndex).toArray();
    }

    /**
     * Creates an extractor of another key than the series key.
     *
     * @param field raw field with the key
     */
    static SeriesKeyExtractor ofField(StreamDefinition stream, String field) {
        ColumnDefinition time = stream.column(stream.eventTime().column());
        String name = time.name() + "_key";
        ColumnDefinition key = new ColumnDefinition(
                name, ColumnType.STRING, null, false, true, null, List.of(field), null, NullPolicy.UNDEFINED);
        return new SeriesKeyExtractor(stream.decodingInto(List.of(name), List.of(time, key)));
    }

    /** Returns the comma-separated values of the series key, or null if the record cannot be decoded. */
    byte[] keyOf(byte[] value) {
        key = null;
        decoder.decode(record.set(stream.topic(), 0, 0, System.currentTimeMillis(), null, value, noHeaders), row, this);
        return key;
    }

    @Override
    public void onRow(RawRecord decoded, int rowInRecord, RowBuffer values) {
        if (key == null) {
            key = seriesKey();
        }
    }

    @Override
    public void onUndecodable(RawRecord decoded, int rowInRecord, UndecodableRecordException problem) {
        // The job turns it into a dead letter; the record is sent without a key, or with that of another row.
    }

    private byte[] seriesKey() {
        StringJoiner joined = new StringJoiner(",");
        for (int column : keys) {
            joined.add(
                    switch (stream.columns().get(column).type()) {
                        case STRING, JSON ->
                            new String(row.bytes(column), row.start(column), row.length(column), UTF_8);
                        case UINT64 -> Long.toUnsignedString(row.bits(column));
                        default -> String.valueOf(row.bits(column));
                    });
        }
        return joined.toString().getBytes(UTF_8);
    }
}
