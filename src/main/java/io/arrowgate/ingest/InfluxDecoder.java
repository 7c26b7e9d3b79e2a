package io.arrowgate.ingest;

import static io.arrowgate.ingest.DeadLetterReason.EMPTY;
import static io.arrowgate.ingest.DeadLetterReason.MALFORMED;

import io.arrowgate.stream.RecordFormat;
import io.arrowgate.stream.StreamDefinition;

/**
 * Decodes records that are one point of InfluxDB's line protocol each. A line without a time has that of its Kafka record.
 *
 * <p>A row is known by its record's offset, so a record of several points is refused.
 */
final class InfluxDecoder implements RecordDecoder {
    private static final long MICROS_PER_MILLI = 1_000;

    /** Far beyond what is plausible. */
    private static final long MAX_MILLIS = Long.MAX_VALUE / MICROS_PER_MILLI;

    private final InfluxLine line;
    private final FieldValues values;
    private final RowWriter writer;
    private final int time;
    private long unknownFields;

    InfluxDecoder(StreamDefinition stream) {
        FieldMap fields = new FieldMap(stream);
        line = new InfluxLine(fields);
        values = new FieldValues(fields.fieldCount());
        writer = new RowWriter(stream, fields);
        time = fields.find(RecordFormat.TIME);
    }

    @Override
    public void decode(RawRecord record, RowSlots row) throws UndecodableRecordException {
        byte[] value = record.value();
        int start = value == null ? 0 : InfluxLine.skipComments(value, 0);
        if (value == null || start == value.length) {
            throw new UndecodableRecordException(EMPTY, "the record has no point");
        }
        if (!Utf8.isValid(value)) {
            throw new UndecodableRecordException(MALFORMED, "not UTF-8");
        }
        values.clear();
        int end = line.read(value, start, values);
        if (InfluxLine.skipComments(value, end) < value.length) {
            throw new UndecodableRecordException(
                    MALFORMED, "not one point: a further line follows; send each line as a record of its own");
        }
        if (time != FieldMap.UNKNOWN && values.isNull(time) && record.timestampMillis() >= 0) {
            values.setInstant(time, Math.min(record.timestampMillis(), MAX_MILLIS) * MICROS_PER_MILLI);
        }
        writer.write(values, record, row);
        unknownFields += values.ignored();
    }

    @Override
    public long unknownFields() {
        return unknownFields;
    }
}
