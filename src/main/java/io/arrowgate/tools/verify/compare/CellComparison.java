package io.arrowgate.tools.verify.compare;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.apache.commons.lang3.StringUtils;

/** Compares cells bit by bit and formats them as text. */
final class CellComparison {
    private static final int MAX_CHARS = 200;

    private CellComparison() {}

    static boolean equal(RowBuffer one, RowBuffer other, int column) {
        if (one.isNull(column) || other.isNull(column)) {
            return one.isNull(column) == other.isNull(column);
        }
        if (one.bytes(column) == null) {
            return one.bits(column) == other.bits(column);
        }
        return Arrays.equals(
                one.bytes(column),
                one.start(column),
                one.start(column) + one.length(column),
                other.bytes(column),
                other.start(column),
                other.start(column) + other.length(column));
    }

    /** Formats a cell. The column after the stream's columns is the timestamp of the raw record. */
    static String text(StreamDefinition stream, RowBuffer row, int column) {
        if (row.isNull(column)) {
            return "null";
        }
        long bits = row.bits(column);
        if (column == stream.columns().size()) {
            return Instant.ofEpochMilli(bits).toString();
        }
        ColumnType type = stream.columns().get(column).type();
        return switch (type) {
            case STRING, JSON -> quoted(row, column);
            case BOOLEAN -> Boolean.toString(bits != 0);
            case INT32, INT64 -> Long.toString(bits);
            case UINT64 -> Long.toUnsignedString(bits);
            case FLOAT32 -> Float.toString(Float.intBitsToFloat((int) bits));
            case FLOAT64 -> Double.toString(Double.longBitsToDouble(bits));
            case DATE -> LocalDate.ofEpochDay(bits).toString();
            case TIMESTAMP -> Instant.EPOCH.plus(bits, ChronoUnit.MICROS).toString();
        };
    }

    private static String quoted(RowBuffer row, int column) {
        String text = new String(row.bytes(column), row.start(column), row.length(column), StandardCharsets.UTF_8);
        return "'" + StringUtils.abbreviate(text, MAX_CHARS) + "'";
    }
}
