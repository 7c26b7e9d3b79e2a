package io.arrowgate.decode.row;

/** Finds the elements of a raw record's value: the parts that a {@link RowDecoder} decodes, each into a row. */
public interface RecordSplitter {
    /**
     * Replaces the content of {@code elements} with those of a value. It depends on the value only, and elements may be broken.
     *
     * @return false if the value has no elements, but is at most one row as it is
     * @throws UndecodableRecordException if the value is broken in a way that leaves no elements
     */
    boolean split(byte[] value, RecordElements elements) throws UndecodableRecordException;
}
