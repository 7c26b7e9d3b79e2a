package io.arrowgate.decode.json;

import static io.arrowgate.decode.row.DeadLetterReason.EMPTY;
import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Utf8Validator;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.RowDecoder;
import io.arrowgate.decode.row.RowMapper;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import java.util.Arrays;

/** Decodes JSON objects. The last value of a duplicate name is used. */
public final class JsonDecoder implements RowDecoder {
    private final JsonScanner scanner;
    private final LibraryJsonReader library;
    private final FieldValues values;
    private final RowMapper writer;
    private final JsonTemplateDecoder template;
    private long unknownFields;

    public JsonDecoder(StreamDefinition stream) {
        FieldIndex fields = new FieldIndex(stream);
        scanner = new JsonScanner(fields);
        library = new LibraryJsonReader(fields);
        values = new FieldValues(fields.fieldCount());
        writer = new RowMapper(stream, fields);
        template = new JsonTemplateDecoder(stream, fields, writer);
    }

    @Override
    public void decode(RawRecord record, RowBuffer row) throws UndecodableRecordException {
        byte[] value = record.value();
        if (value != null && template.read(value, row)) {
            writer.finish(record, row);
            return;
        }
        if (value == null || ByteRanges.skipWhiteSpace(value, 0) == value.length) {
            throw new UndecodableRecordException(EMPTY, "the record has no value");
        }
        if (!Utf8Validator.isValid(value)) {
            throw new UndecodableRecordException(MALFORMED, "not UTF-8");
        }
        if (ByteOrderMark.end(value) > 0) {
            value = Arrays.copyOfRange(value, ByteOrderMark.end(value), value.length);
        }
        values.clear();
        boolean ordinary = scanner.scan(value, values);
        if (!ordinary) {
            values.clear();
            library.read(value, values);
        }
        writer.write(values, record, row);
        if (ordinary) {
            template.learn(value, scanner);
        }
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
