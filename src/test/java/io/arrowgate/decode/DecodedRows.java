package io.arrowgate.decode;

import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Decodes text and returns the row as Java values. */
public final class DecodedRows {
    private final StreamDefinition stream;
    private final RecordDecoder decoder;

    public DecodedRows(StreamDefinition stream) {
        this(stream, RecordDecoders.of(stream));
    }

    public DecodedRows(StreamDefinition stream, RecordDecoder decoder) {
        this.stream = stream;
        this.decoder = decoder;
    }

    public Map<String, Object> decode(String value) throws UndecodableRecordException {
        return decode(value.getBytes(StandardCharsets.UTF_8), -1);
    }

    public Map<String, Object> decode(byte[] value, long timestampMillis) throws UndecodableRecordException {
        return decode(record(value, timestampMillis));
    }

    public Map<String, Object> decode(RawRecord record) throws UndecodableRecordException {
        RowBuffer row = new RowBuffer(stream.columns().size());
        for (int column = 0; column < row.columns(); column++) {
            row.setBits(column, 0xDEADL);
        }
        SingleRow.decode(decoder, record, row);
        return show(row);
    }

    /** Decodes a record of several rows; returns each row, or the reason and message of what is no row, by position. */
    public List<Map.Entry<Integer, Object>> decodeAll(RawRecord record) {
        List<Map.Entry<Integer, Object>> results = new ArrayList<>();
        decoder.decode(record, new RowBuffer(stream.columns().size()), new RowHandler() {
            @Override
            public void onRow(RawRecord raw, int rowInRecord, RowBuffer row) {
                results.add(Map.entry(rowInRecord, show(row)));
            }

            @Override
            public void onUndecodable(RawRecord raw, int rowInRecord, UndecodableRecordException problem) {
                results.add(Map.entry(rowInRecord, problem.reason() + " " + problem.getMessage()));
            }
        });
        return results;
    }

    public RecordDecoder decoder() {
        return decoder;
    }

    public static RawRecord record(byte[] value, long timestampMillis) {
        return new RawRecord().set("raw", 0, 0, timestampMillis, null, value, new RecordHeaders());
    }

    private Map<String, Object> show(RowBuffer row) {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int column = 0; column < row.columns(); column++) {
            cells.put(stream.columns().get(column).name(), row.isNull(column) ? null : cell(row, column));
        }
        return cells;
    }

    private Object cell(RowBuffer row, int column) {
        ColumnType type = stream.columns().get(column).type();
        long bits = row.bits(column);
        return switch (type) {
            case STRING, JSON ->
                new String(row.bytes(column), row.start(column), row.length(column), StandardCharsets.UTF_8);
            case BOOLEAN -> bits == 1;
            case INT32 -> (int) bits;
            case INT64 -> bits;
            case UINT64 -> Long.toUnsignedString(bits);
            case FLOAT32 -> Float.intBitsToFloat((int) bits);
            case FLOAT64 -> Double.longBitsToDouble(bits);
            case DATE -> LocalDate.ofEpochDay(bits);
            case TIMESTAMP -> Instant.EPOCH.plus(bits, ChronoUnit.MICROS);
        };
    }
}
