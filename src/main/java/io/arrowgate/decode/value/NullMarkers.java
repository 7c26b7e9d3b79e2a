package io.arrowgate.decode.value;

import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.NonFiniteNumbers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Recognizes the null values of one column. Those that are not values of its type are compared only after a text could not be
 * parsed. The others, such as -999, are compared with the values of the row.
 */
public final class NullMarkers {
    private final int column;
    private final ColumnType type;
    private final NonFiniteNumbers nonFinite;
    /** In lower case. */
    private final List<String> texts = new ArrayList<>();

    private final List<Long> values = new ArrayList<>();

    /**
     * @param parser of the column's values
     * @param plain parser of values without a dialect: numbers of a definition have a decimal point
     */
    public NullMarkers(int column, ColumnDefinition definition, ValueParser parser, ValueParser plain) {
        this.column = column;
        type = definition.type();
        nonFinite = definition.nullPolicy().nonFinite();
        RowBuffer cell = new RowBuffer(1);
        for (String marker : definition.nullPolicy().nullValues()) {
            byte[] bytes = marker.strip().getBytes(StandardCharsets.UTF_8);
            if (!type.isText()
                    && (parser.parse(bytes, 0, bytes.length, cell, 0)
                            || plain.parse(bytes, 0, bytes.length, cell, 0))) {
                values.add(cell.bits(0));
            } else {
                texts.add(lowerCase(bytes, 0, bytes.length));
            }
        }
    }

    /**
     * Fills the cell from a text that is not a value of the column's type; returns false if it is not a null or a non-finite
     * number that is kept. The range may be empty, which is always null.
     */
    public boolean fill(byte[] bytes, int start, int end, RowBuffer row) {
        if (type.isNumeric() && NonFiniteWord.matches(bytes, start, end)) {
            return fillNonFinite(NonFiniteWord.value(bytes, start), row);
        }
        if (start < end && !texts.contains(lowerCase(bytes, start, end))) {
            return false;
        }
        row.setNull(column);
        return true;
    }

    private boolean fillNonFinite(double value, RowBuffer row) {
        if (nonFinite == NonFiniteNumbers.NULL) {
            row.setNull(column);
        } else if (nonFinite == NonFiniteNumbers.KEEP && type == ColumnType.FLOAT64) {
            row.setBits(column, Double.doubleToRawLongBits(value));
        } else if (nonFinite == NonFiniteNumbers.KEEP && type == ColumnType.FLOAT32) {
            row.setBits(column, Float.floatToRawIntBits((float) value));
        } else {
            return false;
        }
        return true;
    }

    /** Returns true if any null value is a value of the column's type, so that cells must be compared. */
    public boolean hasValues() {
        return !values.isEmpty() || (type.isText() && !texts.isEmpty());
    }

    /** Sets the cell to null if it has a null value. */
    public void replace(RowBuffer row) {
        if (!row.isNull(column) && isNullValue(row)) {
            row.setNull(column);
        }
    }

    public int column() {
        return column;
    }

    private boolean isNullValue(RowBuffer row) {
        if (!type.isText()) {
            return values.contains(row.bits(column));
        }
        int start = row.start(column);
        return texts.contains(lowerCase(row.bytes(column), start, start + row.length(column)));
    }

    private static String lowerCase(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8)
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
