package io.arrowgate.decode.row;

import io.arrowgate.decode.value.ValueParser;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;

/** Describes how a record format writes values and where in a record they are. The defaults are those of JSON and line protocol. */
public interface ValueSyntax {
    /** Numbers with a decimal point, in fields that have names only. */
    ValueSyntax PLAIN = new ValueSyntax() {};

    /** Returns the parser of a column's values. */
    default ValueParser parser(ColumnType type, ValueParser plain) {
        return plain;
    }

    /** Returns a number with a decimal point and without separators; the text itself if it is none. For error messages. */
    default String plainNumber(String text) {
        return text;
    }

    /** Describes numbers that are not plain, for error messages; empty for plain numbers. */
    default String numberForm() {
        return "";
    }

    /** Returns the JSON path or names of the fields that fill a column, for error messages. */
    default String location(ColumnDefinition column) {
        return String.join(" ", column.source());
    }
}
