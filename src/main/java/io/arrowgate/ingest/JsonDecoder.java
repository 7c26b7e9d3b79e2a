package io.arrowgate.ingest;

import static io.arrowgate.ingest.DeadLetterReason.EMPTY;
import static io.arrowgate.ingest.DeadLetterReason.MALFORMED;

import io.arrowgate.stream.StreamDefinition;

/** Decodes records that are one JSON object each; a name twice means its last value. */
final class JsonDecoder implements RecordDecoder {
    private final JsonScanner scanner;
    private final JsonLibrary library;
    private final FieldValues values;
    private final RowWriter writer;
    private final JsonShape shape;
    private long unknownFields;

    JsonDecoder(StreamDefinition stream) {
        FieldMap fields = new FieldMap(stream);
        scanner = new JsonScanner(fields);
        library = new JsonLibrary(fields);
        values = new FieldValues(fields.fieldCount());
        writer = new RowWriter(stream, fields);
        shape = new JsonShape(stream, fields, writer);
    }

    @Override
    public void decode(RawRecord record, RowSlots row) throws UndecodableRecordException {
        byte[] value = record.value();
        if (value != null && shape.read(value, row)) {
            writer.checkEventTime(record, row);
            return;
        }
        if (value == null || Text.skipWhiteSpace(value, 0) == value.length) {
            throw new UndecodableRecordException(EMPTY, "the record has no value");
        }
        if (!Utf8.isValid(value)) {
            throw new UndecodableRecordException(MALFORMED, "not UTF-8");
        }
        values.clear();
        boolean ordinary = scanner.scan(value, values);
        if (!ordinary) {
            values.clear();
            library.read(value, values);
        }
        writer.write(values, record, row);
        if (ordinary) {
            shape.learn(value, scanner);
        }
        unknownFields += values.ignored();
    }

    @Override
    public long unknownFields() {
        return unknownFields;
    }
}
