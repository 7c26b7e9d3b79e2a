package io.arrowgate.decode.row;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;

/**
 * Decodes one raw record's value, or one element of it, into the row buffer. Not thread-safe: each subtask has its own decoder,
 * because decoders keep scratch space between records.
 */
public interface RowDecoder {
    /**
     * Fills every cell of {@code row}, with null where the record has no value for an optional column.
     *
     * @throws UndecodableRecordException if the value is not one row of the stream's definition; the row is then undefined. A
     *     value of several rows is {@link DeadLetterReason#MALFORMED}
     */
    void decode(RawRecord record, RowBuffer row) throws UndecodableRecordException;

    /** Returns the number of fields ignored in decoded records because no column uses them. */
    long unknownFields();

    /** Returns the number of values of a column that were not valid and became null, because its definition says so. */
    long badValues(int column);
}
