package io.arrowgate.decode.row;

import io.arrowgate.source.RawRecord;

/** Reads the fields that a raw record has outside of its value. */
public interface RecordMetadata {
    /** Reads nothing, for streams without such fields. */
    RecordMetadata NONE = (record, values) -> {};

    /** Sets the values of the fields that the record has. */
    void read(RawRecord record, FieldValues values) throws UndecodableRecordException;
}
