package io.arrowgate.decode.influx;

import static io.arrowgate.decode.row.DeadLetterReason.EMPTY;
import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.common.Utf8Validator;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.RecordMetadata;
import io.arrowgate.decode.row.RowDecoder;
import io.arrowgate.decode.row.RowMapper;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;

/** Decodes points of InfluxDB's line protocol. A point without a time gets the timestamp of its Kafka record. */
public final class LineProtocolDecoder implements RowDecoder {
    private final LineProtocolParser line;
    private final FieldValues values;
    private final RowMapper writer;
    private long unknownFields;

    /** @param metadata reader of the fields outside of a record's value */
    public LineProtocolDecoder(StreamDefinition stream, FieldIndex fields, RecordMetadata metadata) {
        line = new LineProtocolParser(fields);
        values = new FieldValues(fields);
        writer = new RowMapper(stream, fields, metadata);
    }

    @Override
    public void decode(RawRecord record, RowBuffer row) throws UndecodableRecordException {
        byte[] value = record.value();
        int start = value == null ? 0 : LineProtocolParser.skipComments(value, ByteOrderMark.end(value));
        if (value == null || start == value.length) {
            throw new UndecodableRecordException(EMPTY, "the record has no point");
        }
        if (!Utf8Validator.isValid(value)) {
            throw new UndecodableRecordException(MALFORMED, "not UTF-8");
        }
        values.clear();
        int end = line.read(value, start, values);
        if (LineProtocolParser.skipComments(value, end) < value.length) {
            throw new UndecodableRecordException(MALFORMED, "not one point: a further line follows");
        }
        writer.write(values, record, row);
        unknownFields += values.ignored();
    }

    @Override
    public long unknownFields() {
        return unknownFields;
    }

    @Override
    public long badValues(int column) {
        return writer.badValues(column);
    }
}
