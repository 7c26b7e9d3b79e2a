package io.arrowgate.decode.csv;

import static io.arrowgate.decode.row.DeadLetterReason.EMPTY;
import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Utf8Validator;
import io.arrowgate.decode.json.JsonDecoder;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.RecordMetadata;
import io.arrowgate.decode.row.RowDecoder;
import io.arrowgate.decode.row.RowMapper;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.CsvDialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Decodes CSV lines in one of the stream's layouts, and JSON objects. */
public final class CsvDecoder implements RowDecoder {
    /** Bytes of a record that are searched for its delimiter, and characters that can be it. */
    private static final int SAMPLE = 1_000;

    private static final List<String> OTHER_DELIMITERS = List.of(";", "\t", "|", ",");

    private final JsonDecoder json;
    private final CsvLineParser line;
    private final CsvPreamble preamble;
    private final FieldValues values;
    private final RowMapper writer;

    /** Raw field of each position, by number of fields in the line; null where no layout allows that number of fields. */
    private final int[][] layouts;

    private final String layoutSizes;
    private final String delimiter;
    private long unknownFields;

    /** @param metadata reader of the fields outside of a record's value */
    public CsvDecoder(StreamDefinition stream, FieldIndex fields, RecordMetadata metadata) {
        CsvDialect dialect = stream.csvDialect();
        json = new JsonDecoder(stream, fields, metadata);
        values = new FieldValues(fields);
        layouts = CsvLayouts.byFieldCount(stream, fields);
        writer = new RowMapper(stream, fields, metadata, new CsvValueSyntax(dialect, fields, layouts));
        delimiter = dialect.delimiter().replace("\t", "\\t");
        preamble = new CsvPreamble(dialect);
        line = new CsvLineParser(layouts.length - 1, dialect);
        layoutSizes = stream.csvLayouts().stream()
                .map(layout -> String.valueOf(layout.size()))
                .collect(Collectors.joining(" and "));
    }

    @Override
    public void decode(RawRecord record, RowBuffer row) throws UndecodableRecordException {
        byte[] value = record.value();
        int first = value == null ? 0 : preamble.end(value);
        int start = value == null ? 0 : ByteRanges.skipWhiteSpace(value, first);
        if (value == null || start == value.length) {
            throw new UndecodableRecordException(EMPTY, "the record has no value");
        }
        if (value[start] == '{') {
            json.decode(record, row);
            return;
        }
        if (!Utf8Validator.isValid(value)) {
            throw new UndecodableRecordException(MALFORMED, "not UTF-8");
        }
        line.read(value, first);
        values.clear();
        fillValues(value);
        writer.write(values, record, row);
        unknownFields += values.ignored();
    }

    @Override
    public long unknownFields() {
        return unknownFields + json.unknownFields();
    }

    @Override
    public long badValues(int column) {
        return writer.badValues(column) + json.badValues(column);
    }

    private void fillValues(byte[] record) throws UndecodableRecordException {
        // Empty fields beyond the longest layout come from delimiters at the end of the line.
        int count = line.surplusIsEmpty() ? Math.min(line.count(), layouts.length - 1) : line.count();
        int[] layout = count < layouts.length ? layouts[count] : null;
        if (layout == null) {
            throw new UndecodableRecordException(MALFORMED, fieldCountProblem(record));
        }
        for (int i = 0; i < count; i++) {
            if (layout[i] == FieldIndex.UNKNOWN) {
                values.addIgnored(1);
            } else if (!line.isEmpty(i)) {
                values.setText(layout[i], line.bytes(i), line.start(i), line.end(i));
            }
        }
    }

    private String fieldCountProblem(byte[] record) {
        String problem =
                "%d %s with delimiter '%s', where csv-layouts have %s; add a layout, or set csv-dialect.delimiter"
                        .formatted(line.count(), line.count() == 1 ? "field" : "fields", delimiter, layoutSizes);
        String text = new String(record, 0, Math.min(record.length, SAMPLE), StandardCharsets.UTF_8);
        String other = line.count() > 1
                ? ""
                : OTHER_DELIMITERS.stream().filter(text::contains).findFirst().orElse("");
        return other.isEmpty() ? problem : "%s to '%s'".formatted(problem, other.replace("\t", "\\t"));
    }
}
