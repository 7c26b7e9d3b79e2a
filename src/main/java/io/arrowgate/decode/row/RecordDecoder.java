package io.arrowgate.decode.row;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;

/**
 * Decodes one raw record's value into the slots of a row. Not thread-safe: each subtask has its own, because it keeps scratch
 * space between records.
 */
public interface RecordDecoder {
    /**
     * Fills every slot of {@code row}, with null where the record has no value for a column that may lack one.
     *
     * @throws UndecodableRecordException if the record breaks the stream's definition; the slots then mean nothing
     */
    void decode(RawRecord record, RowBuffer row) throws UndecodableRecordException;

    /** How many fields of decoded records no column knows; they were ignored. */
    long unknownFields();
}
