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
import java.util.stream.IntStream;

/** Fills a row from the values of raw fields, independent of the record format. */
public final class RowMapper {
    private final List<ColumnDefinition> columns;
    private final ValueSyntax syntax;
    private final ValueParser[] parsers;
    private final NullMarkers[] nullMarkers;
    /** The markers of columns in which a value of the column's type can mean null. */
    private final NullMarkers[] nullValues;

    private final long[] badValues;
    private final boolean[] strings;
    private final int[][] fields;
    private final PlausibleTimeRange plausibleTimeRange;
    private final int eventTime;
    private final ScratchBuffer joined = new ScratchBuffer();

    public RowMapper(StreamDefinition stream, FieldIndex fieldIndex) {
        this(stream, fieldIndex, ValueSyntax.PLAIN);
    }

    /** @param syntax how values are written */
    public RowMapper(StreamDefinition stream, FieldIndex fieldIndex, ValueSyntax syntax) {
        this.syntax = syntax;
        columns = stream.columns();
        parsers = new ValueParser[columns.size()];
        for (int i = 0; i < parsers.length; i++) {
            ValueParser parser = ValueParsers.of(columns.get(i), stream.timeZone());
            parsers[i] = columns.get(i).type().isNumeric() ? syntax.numberParser(parser) : parser;
        }
        nullMarkers = IntStream.range(0, parsers.length)
                .mapToObj(i -> new NullMarkers(i, columns.get(i), parsers[i]))
                .toArray(NullMarkers[]::new);
        nullValues = Arrays.stream(nullMarkers).filter(NullMarkers::hasValues).toArray(NullMarkers[]::new);
        badValues = new long[parsers.length];
        strings = new boolean[parsers.length];
        fields = new int[parsers.length][];
        for (int i = 0; i < parsers.length; i++) {
            strings[i] = columns.get(i).type() == ColumnType.STRING;
            fields[i] = fieldIndex.fieldsOf(i);
        }
        plausibleTimeRange = new PlausibleTimeRange(stream.eventTime());
        eventTime = stream.columnIndex(stream.eventTime().column());
    }

    /** Sets every cell of the row, or throws. */
    public void write(FieldValues values, RawRecord record, RowBuffer row) throws UndecodableRecordException {
        joined.clear();
        for (int column = 0; column < parsers.length; column++) {
            int[] source = fields[column];
            if (source.length == 1) {
                writeSingle(values, source[0], row, column);
            } else {
                writeJoined(values, source, row, column);
            }
        }
        finish(record, row);
    }

    /** Replaces null values of a filled row by null, and rejects the row if its event time is not plausible. */
    public void finish(RawRecord record, RowBuffer row) throws UndecodableRecordException {
        for (NullMarkers markers : nullValues) {
            markers.replace(row);
            checkRequired(row, markers.column());
        }
        String problem = plausibleTimeRange.rejectionReason(row.bits(eventTime), record.timestampMillis());
        if (problem != null) {
            throw new UndecodableRecordException(
                    IMPLAUSIBLE_TIME, columns.get(eventTime).name() + ": " + problem);
        }
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
            writeNull(row, column);
        } else if (values.isNested(field)) {
            writeNested(row, column);
        } else if (values.isInstant(field)) {
            row.setBits(column, values.instantMicros());
        } else {
            writeText(values.bytes(field), values.start(field), values.end(field), row, column);
        }
    }

    private void writeJoined(FieldValues values, int[] source, RowBuffer row, int column)
            throws UndecodableRecordException {
        int length = source.length - 1;
        for (int field : source) {
            if (values.isNull(field)) {
                writeNull(row, column);
                return;
            }
            if (values.isNested(field)) {
                writeNested(row, column);
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

    private void writeNull(RowBuffer row, int column) throws UndecodableRecordException {
        row.setNull(column);
        checkRequired(row, column);
    }

    private void checkRequired(RowBuffer row, int column) throws UndecodableRecordException {
        if (row.isNull(column) && columns.get(column).required()) {
            throw new UndecodableRecordException(MISSING_VALUE, "%s: has no value".formatted(location(column)));
        }
    }

    private void writeText(byte[] bytes, int start, int end, RowBuffer row, int column)
            throws UndecodableRecordException {
        if (strings[column]) {
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
        if (nullMarkers[column].fill(bytes, start, end, row)) {
            checkRequired(row, column);
        } else if (!ignoresBadValue(row, column)) {
            throw new UndecodableRecordException(
                    BAD_VALUE, new BadValueMessage(columns.get(column), syntax).of(bytes, start, end));
        }
    }

    private void writeNested(RowBuffer row, int column) throws UndecodableRecordException {
        if (!ignoresBadValue(row, column)) {
            throw new UndecodableRecordException(BAD_VALUE, "%s: is an object or an array".formatted(location(column)));
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

    private String location(int column) {
        return syntax.location(columns.get(column));
    }
}
