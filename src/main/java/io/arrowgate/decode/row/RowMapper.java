package io.arrowgate.decode.row;

import static io.arrowgate.decode.row.DeadLetterReason.BAD_VALUE;
import static io.arrowgate.decode.row.DeadLetterReason.IMPLAUSIBLE_TIME;
import static io.arrowgate.decode.row.DeadLetterReason.MISSING_VALUE;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.value.NullMarkers;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.decode.value.ValueParser;
import io.arrowgate.decode.value.ValueParsers;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.BadValueAction;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fills a row from the values of raw fields, independent of the record format. */
public final class RowMapper {
    private final List<ColumnDefinition> columns;
    private final ValueSyntax syntax;
    private final ValueParser[] parsers;
    private final NullMarkers[] nullMarkers;
    /** The markers of columns in which a value of the column's type can mean null. */
    private final NullMarkers[] nullValues;

    private final long[] badValues;
    private final ColumnType[] types;
    private final int[][] fields;
    /** Fields that others replace if they have no value. */
    private final int[] replaced;

    private final int[][] alternatives;
    private final PlausibleTimeRange plausibleTimeRange;
    private final int eventTime;
    private final ScratchBuffer joined = new ScratchBuffer();

    private final RecordMetadata metadata;

    /** @param metadata reader of the fields outside of a record's value */
    public RowMapper(StreamDefinition stream, FieldIndex fieldIndex, RecordMetadata metadata) {
        this(stream, fieldIndex, metadata, ValueSyntax.PLAIN);
    }

    /**
     * @param metadata reader of the fields outside of a record's value
     * @param syntax how values are written
     */
    public RowMapper(StreamDefinition stream, FieldIndex fieldIndex, RecordMetadata metadata, ValueSyntax syntax) {
        this.metadata = metadata;
        this.syntax = syntax;
        columns = stream.columns();
        parsers = new ValueParser[columns.size()];
        for (int i = 0; i < parsers.length; i++) {
            ValueParser parser = ValueParsers.of(columns.get(i), stream.timeZone());
            parsers[i] = syntax.parser(columns.get(i).type(), parser);
        }
        nullMarkers = IntStream.range(0, parsers.length)
                .mapToObj(i -> new NullMarkers(
                        i, columns.get(i), parsers[i], ValueParsers.of(columns.get(i), stream.timeZone())))
                .toArray(NullMarkers[]::new);
        nullValues = Arrays.stream(nullMarkers).filter(NullMarkers::hasValues).toArray(NullMarkers[]::new);
        badValues = new long[parsers.length];
        types = columns.stream().map(ColumnDefinition::type).toArray(ColumnType[]::new);
        fields = new int[parsers.length][];
        for (int i = 0; i < parsers.length; i++) {
            fields[i] = fieldIndex.fieldsOf(i);
        }
        replaced = IntStream.range(0, fieldIndex.fieldCount())
                .filter(field -> fieldIndex.alternativesOf(field).length > 0)
                .toArray();
        alternatives =
                Arrays.stream(replaced).mapToObj(fieldIndex::alternativesOf).toArray(int[][]::new);
        eventTime = stream.columnIndex(stream.eventTime().column());
        plausibleTimeRange = new PlausibleTimeRange(
                stream.eventTime(), columns.get(eventTime).formats());
    }

    /** Sets every cell of the row, or throws. */
    public void write(FieldValues values, RawRecord record, RowBuffer row) throws UndecodableRecordException {
        prepare(values, record);
        for (int column = 0; column < parsers.length; column++) {
            write(values, row, column);
        }
        if (!finish(record, row)) {
            throw new UndecodableRecordException(
                    IMPLAUSIBLE_TIME,
                    "%s: %s"
                            .formatted(
                                    location(eventTime),
                                    plausibleTimeRange.rejectionReason(
                                            eventTimeText(values), row.bits(eventTime), record.timestampMillis())));
        }
    }

    /** Sets the cells for which the value of a record has no field, if its metadata may have one. */
    public void writeAbsent(int[] absentColumns, FieldValues values, RawRecord record, RowBuffer row)
            throws UndecodableRecordException {
        if (metadata != RecordMetadata.NONE) {
            values.clear();
            prepare(values, record);
            for (int column : absentColumns) {
                write(values, row, column);
            }
        }
    }

    private void prepare(FieldValues values, RawRecord record) throws UndecodableRecordException {
        joined.clear();
        metadata.read(record, values);
        replaceMissing(values);
    }

    private void write(FieldValues values, RowBuffer row, int column) throws UndecodableRecordException {
        int[] source = fields[column];
        if (source.length == 1) {
            writeSingle(values, source[0], row, column);
        } else {
            writeJoined(values, source, row, column);
        }
    }

    private void replaceMissing(FieldValues values) {
        for (int i = 0; i < replaced.length; i++) {
            for (int alternative : alternatives[i]) {
                if (values.isNull(replaced[i]) && !values.isNull(alternative)) {
                    values.copy(alternative, replaced[i]);
                }
            }
        }
    }

    /**
     * Replaces null values of a filled row by null.
     *
     * @return false if the event time is not plausible; {@link #write} then describes the problem
     */
    public boolean finish(RawRecord record, RowBuffer row) throws UndecodableRecordException {
        for (NullMarkers markers : nullValues) {
            markers.replace(row);
            checkRequired(row, markers.column(), "");
        }
        return plausibleTimeRange.contains(row.bits(eventTime), record.timestampMillis());
    }

    /** Returns the text of the event time; null if it is not from the record's text. */
    private String eventTimeText(FieldValues values) {
        StringJoiner text = new StringJoiner(" ");
        for (int field : fields[eventTime]) {
            if (values.isInstant(field)) {
                return null;
            }
            text.add(ByteRanges.excerpt(values.bytes(field), values.start(field), values.end(field)));
        }
        return text.toString().strip();
    }

    /** Returns the number of bad values of a column that became null. */
    public long badValues(int column) {
        return badValues[column];
    }

    public ValueParser parser(int column) {
        return parsers[column];
    }

    private void writeSingle(FieldValues values, int field, RowBuffer row, int column)
            throws UndecodableRecordException {
        if (values.isNull(field)) {
            writeNull(row, column, 0);
        } else if (values.isNested(field)) {
            writeNested(values, field, row, column);
        } else if (values.isInstant(field)) {
            row.setBits(column, values.instantMicros());
        } else if (types[column] == ColumnType.JSON && values.isQuoted(field)) {
            values.writeJson(field, row, column);
        } else {
            writeText(values.bytes(field), values.start(field), values.end(field), row, column);
        }
    }

    /** Writes the JSON text of an object or array. */
    private void writeNested(FieldValues values, int field, RowBuffer row, int column)
            throws UndecodableRecordException {
        if (types[column].isText()) {
            row.setBytes(column, values.bytes(field), values.start(field), values.end(field) - values.start(field));
        } else {
            rejectNested(values, field, row, column);
        }
    }

    private void writeJoined(FieldValues values, int[] source, RowBuffer row, int column)
            throws UndecodableRecordException {
        int length = source.length - 1;
        for (int i = 0; i < source.length; i++) {
            int field = source[i];
            if (values.isNull(field)) {
                writeNull(row, column, i);
                return;
            }
            if (values.isNested(field) && types[column] != ColumnType.STRING) {
                rejectNested(values, field, row, column);
                return;
            }
            length = Math.addExact(length, values.end(field) - values.start(field));
        }
        int start = joined.reserve(length);
        for (int i = 0; i < source.length; i++) {
            if (i > 0) {
                joined.append((byte) ' ');
            }
            joined.append(values.bytes(source[i]), values.start(source[i]), values.end(source[i]));
        }
        writeText(joined.bytes(), start, start + length, row, column);
    }

    /** @param part position of the field without a value in the column's source */
    private void writeNull(RowBuffer row, int column, int part) throws UndecodableRecordException {
        row.setNull(column);
        if (columns.get(column).required()) {
            ColumnDefinition definition = columns.get(column);
            boolean only = definition.source().size() == 1;
            throw UndecodableRecordException.missing(
                    location(column),
                    only ? names(definition) : List.of(definition.source().get(part)));
        }
    }

    /** @param nullValue text that means null, or empty */
    private void checkRequired(RowBuffer row, int column, String nullValue) throws UndecodableRecordException {
        if (row.isNull(column) && columns.get(column).required()) {
            throw new UndecodableRecordException(
                    MISSING_VALUE,
                    location(column) + ": has no value"
                            + (nullValue.isEmpty() ? "" : ": '%s' counts as null".formatted(nullValue)));
        }
    }

    private void writeText(byte[] bytes, int start, int end, RowBuffer row, int column)
            throws UndecodableRecordException {
        if (types[column] == ColumnType.STRING) {
            row.setBytes(column, bytes, start, end - start);
            return;
        }
        int first = ByteRanges.trimStart(bytes, start, end);
        int last = ByteRanges.trimEnd(bytes, first, end);
        if (!parsers[column].parse(bytes, first, last, row, column)) {
            writeUnparsed(bytes, first, last, row, column);
        }
    }

    private void writeUnparsed(byte[] bytes, int start, int end, RowBuffer row, int column)
            throws UndecodableRecordException {
        byte[] folded = types[column] == ColumnType.JSON ? null : TypographyFolding.fold(bytes, start, end);
        if (folded != null && parsers[column].parse(folded, 0, folded.length, row, column)) {
            return;
        }
        boolean filled = folded == null
                ? nullMarkers[column].fill(bytes, start, end, row)
                : nullMarkers[column].fill(folded, 0, folded.length, row);
        if (filled) {
            checkRequired(row, column, start == end ? "" : ByteRanges.excerpt(bytes, start, end));
        } else if (!ignoresBadValue(row, column)) {
            throw new UndecodableRecordException(
                    BAD_VALUE, new BadValueMessage(columns.get(column), syntax).of(bytes, start, end));
        }
    }

    private void rejectNested(FieldValues values, int field, RowBuffer row, int column)
            throws UndecodableRecordException {
        if (!ignoresBadValue(row, column)) {
            boolean array = values.bytes(field)[values.start(field)] == '[';
            throw new UndecodableRecordException(
                    BAD_VALUE,
                    "%s: is an %s; set source to a path into it, such as '%1$s%s', or the type to json"
                            .formatted(location(column), array ? "array" : "object", array ? "[0]" : ".value"));
        }
    }

    /** Replaces a bad value by null and counts it, if the column allows that. */
    private boolean ignoresBadValue(RowBuffer row, int column) {
        if (columns.get(column).nullPolicy().onBadValue() == BadValueAction.REJECT) {
            return false;
        }
        row.setNull(column);
        badValues[column]++;
        return true;
    }

    private static List<String> names(ColumnDefinition column) {
        return Stream.concat(column.source().stream(), column.aliases().stream())
                .toList();
    }

    private String location(int column) {
        return syntax.location(columns.get(column));
    }
}
