package io.arrowgate.ingest;

import io.arrowgate.stream.ColumnType;
import io.arrowgate.stream.StreamDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Decodes text and shows the row as Java values, for tests. */
final class Rows {
    private final StreamDefinition stream;
    private final RecordDecoder decoder;

    Rows(StreamDefinition stream) {
        this(stream, RecordDecoders.of(stream));
    }

    Rows(StreamDefinition stream, RecordDecoder decoder) {
        this.stream = stream;
        this.decoder = decoder;
    }

    Map<String, Object> decode(String value) throws UndecodableRecordException {
        return decode(value.getBytes(StandardCharsets.UTF_8), -1);
    }

    Map<String, Object> decode(byte[] value, long timestampMillis) throws UndecodableRecordException {
        RowSlots row = new RowSlots(stream.columns().size());
        for (int column = 0; column < row.columns(); column++) {
            row.setBits(column, 0xDEADL);
        }
        decoder.decode(record(value, timestampMillis), row);
        return show(row);
    }

    RecordDecoder decoder() {
        return decoder;
    }

    static RawRecord record(byte[] value, long timestampMillis) {
        return new RawRecord().set("raw", 0, 0, timestampMillis, null, value, new RecordHeaders());
    }

    private Map<String, Object> show(RowSlots row) {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int column = 0; column < row.columns(); column++) {
            cells.put(stream.columns().get(column).name(), row.isNull(column) ? null : cell(row, column));
        }
        return cells;
    }

    private Object cell(RowSlots row, int column) {
        ColumnType type = stream.columns().get(column).type();
        long bits = row.bits(column);
        return switch (type) {
            case STRING -> new String(row.bytes(column), row.start(column), row.length(column), StandardCharsets.UTF_8);
            case BOOLEAN -> bits == 1;
            case INT32 -> (int) bits;
            case INT64 -> bits;
            case FLOAT32 -> Float.intBitsToFloat((int) bits);
            case FLOAT64 -> Double.longBitsToDouble(bits);
            case DATE -> LocalDate.ofEpochDay(bits);
            case TIMESTAMP -> Instant.EPOCH.plus(bits, ChronoUnit.MICROS);
        };
    }
}
