package io.arrowgate.decode.json;

import static io.arrowgate.decode.row.DeadLetterReason.EMPTY;
import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Utf8Validator;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldNode;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.RecordMetadata;
import io.arrowgate.decode.row.RowDecoder;
import io.arrowgate.decode.row.RowMapper;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.RecordFormat;
import java.util.Arrays;

/** Decodes JSON objects, and arrays if the stream has fields in them. The last value of a duplicate name is used. */
public final class JsonDecoder implements RowDecoder {
    private final FieldNode root;
    private final JsonScanner scanner = new JsonScanner();
    private final LibraryJsonReader library = new LibraryJsonReader();
    private final FieldValues values;
    private final RowMapper writer;
    private final JsonTemplateDecoder template;
    private final boolean paths;
    private long unknownFields;

    /** @param metadata reader of the fields outside of a record's value */
    public JsonDecoder(StreamDefinition stream, FieldIndex fields, RecordMetadata metadata) {
        paths = stream.format() == RecordFormat.JSON;
        root = fields.root();
        values = new FieldValues(fields);
        writer = new RowMapper(stream, fields, metadata);
        template = new JsonTemplateDecoder(stream, fields, writer);
    }

    @Override
    public void decode(RawRecord record, RowBuffer row) throws UndecodableRecordException {
        byte[] value = record.value();
        if (value != null && template.read(value, row)) {
            writer.writeAbsent(template.absent(), values, record, row);
            if (writer.finish(record, row)) {
                unknownFields += template.ignored();
                return;
            }
            // The values are read again, to quote the time in the error.
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
        boolean ordinary = scanner.scan(value, root, values);
        if (!ordinary) {
            values.clear();
            library.read(value, root, values);
        }
        write(value, record, row);
        if (ordinary) {
            template.learn(value, scanner, values.ignored());
        }
        unknownFields += values.ignored();
    }

    /** Fills the row; the error for a missing field says where else in the record a field of this name is. */
    private void write(byte[] value, RawRecord record, RowBuffer row) throws UndecodableRecordException {
        try {
            writer.write(values, record, row);
        } catch (UndecodableRecordException e) {
            String path = e.missing().isEmpty() || !paths ? null : NestedFieldFinder.find(value, e.missing());
            if (path == null) {
                throw e;
            }
            throw new UndecodableRecordException(
                    e.reason(),
                    "%s; a field of this name is at %s: set source to that path".formatted(e.getMessage(), path));
        }
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
