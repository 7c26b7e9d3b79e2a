package io.arrowgate.decode.value;

/** Turns the text of one value into the cell of one column; blanks around the value are gone, except for strings. */
public interface ValueParser {
    /** Sets the cell and returns true, or returns false if the text is no value of the type. The range may be empty. */
    boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column);
}
