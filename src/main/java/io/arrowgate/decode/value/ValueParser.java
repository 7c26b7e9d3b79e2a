package io.arrowgate.decode.value;

/** Parses the text of one value into the cell of one column. The caller trims blanks, except for strings. */
public interface ValueParser {
    /** Sets the cell; returns false if the text is not a value of the type. The range may be empty. */
    boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column);
}
