package io.arrowgate.ingest;

import static io.arrowgate.ingest.DeadLetterReason.BAD_VALUE;
import static io.arrowgate.ingest.DeadLetterReason.IMPLAUSIBLE_TIME;
import static io.arrowgate.ingest.DeadLetterReason.MISSING_VALUE;

import io.arrowgate.stream.ColumnDefinition;
import io.arrowgate.stream.ColumnType;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;
import java.util.Locale;

/** Fills a row's slots from the values of the raw fields, whatever format they were read from. */
final class RowWriter {
    private final List<ColumnDefinition> columns;
    private final ValueParser[] parsers;
    private final boolean[] strings;
    private final int[][] fields;
    private final PlausibleTimes plausibleTimes;
    private final int eventTime;
    private final Scratch joined = new Scratch();

    RowWriter(StreamDefinition stream, FieldMap fieldMap) {
        columns = stream.columns();
        parsers = columns.stream()
                .map(column -> ValueParsers.of(column, stream.timeZone()))
                .toArray(ValueParser[]::new);
        strings = new boolean[parsers.length];
        fields = new int[parsers.length][];
        for (int i = 0; i < parsers.length; i++) {
            strings[i] = columns.get(i).type() == ColumnType.STRING;
            fields[i] = fieldMap.fieldsOf(i);
        }
        plausibleTimes = new PlausibleTimes(stream.eventTime());
        eventTime = stream.columnIndex(stream.eventTime().column());
    }

    /** Sets every slot, or throws. */
    void write(FieldValues values, RawRecord record, RowSlots row) throws UndecodableRecordException {
        joined.clear();
        for (int column = 0; column < parsers.length; column++) {
            int[] source = fields[column];
            if (source.length == 1) {
                writeSingle(values, source[0], row, column);
            } else {
                writeJoined(values, source, row, column);
            }
        }
        checkEventTime(record, row);
    }

    /** Refuses a row, whose slots are set, for an event time that cannot be. */
    void checkEventTime(RawRecord record, RowSlots row) throws UndecodableRecordException {
        String problem = plausibleTimes.problemOf(row.bits(eventTime), record.timestampMillis());
        if (problem != null) {
            throw new UndecodableRecordException(
                    IMPLAUSIBLE_TIME, columns.get(eventTime).name() + ": " + problem);
        }
    }

    ValueParser parser(int column) {
        return parsers[column];
    }

    private void writeSingle(FieldValues values, int field, RowSlots row, int column)
            throws UndecodableRecordException {
        if (values.isNull(field)) {
            writeNull(row, column);
        } else if (values.isNested(field)) {
            throw nested(column);
        } else if (values.isInstant(field)) {
            row.setBits(column, values.instantMicros());
        } else {
            writeText(values.bytes(field), values.start(field), values.end(field), row, column);
        }
    }

    private void writeJoined(FieldValues values, int[] source, RowSlots row, int column)
            throws UndecodableRecordException {
        int length = source.length - 1;
        for (int field : source) {
            if (values.isNull(field)) {
                writeNull(row, column);
                return;
            }
            if (values.isNested(field)) {
                throw nested(column);
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

    private void writeNull(RowSlots row, int column) throws UndecodableRecordException {
        if (columns.get(column).required()) {
            throw new UndecodableRecordException(
                    MISSING_VALUE, "%s: has no value".formatted(sourceName(columns.get(column))));
        }
        row.setNull(column);
    }

    private void writeText(byte[] bytes, int start, int end, RowSlots row, int column)
            throws UndecodableRecordException {
        if (strings[column]) {
            row.setBytes(column, bytes, start, end - start);
            return;
        }
        int first = Text.trimStart(bytes, start, end);
        int last = Text.trimEnd(bytes, first, end);
        if (!parsers[column].parse(bytes, first, last, row, column)) {
            throw badValue(bytes, start, end, columns.get(column));
        }
    }

    private static UndecodableRecordException badValue(byte[] bytes, int start, int end, ColumnDefinition column) {
        String type = column.type().name().toLowerCase(Locale.ROOT);
        return new UndecodableRecordException(
                BAD_VALUE,
                "%s: '%s' is no %s%s, or out of its range"
                        .formatted(
                                sourceName(column),
                                Text.excerpt(bytes, start, end),
                                type,
                                column.type().isTemporal() ? " written as " + column.formats() : ""));
    }

    private UndecodableRecordException nested(int column) {
        return new UndecodableRecordException(
                BAD_VALUE, "%s: is an object or an array".formatted(sourceName(columns.get(column))));
    }

    /** What the producer of the record calls it. */
    private static String sourceName(ColumnDefinition column) {
        return String.join(" ", column.source());
    }
}
