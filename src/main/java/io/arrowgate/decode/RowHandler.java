package io.arrowgate.decode;

import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;

/** Receives the rows and the undecodable elements of raw records, each in the order of the record. */
public interface RowHandler {
    /**
     * Receives a row.
     *
     * @param rowInRecord position of the row's element in the record, from 0
     * @param row valid until this method returns
     * @throws UndecodableRecordException to reject the row; {@link #onUndecodable} then receives it
     */
    void onRow(RawRecord record, int rowInRecord, RowBuffer row) throws UndecodableRecordException;

    /**
     * Receives an element that is not a row.
     *
     * @param rowInRecord position of the element in the record, from 0; {@link DeadLetter#WHOLE_RECORD} if the record does not
     *     have several
     */
    void onUndecodable(RawRecord record, int rowInRecord, UndecodableRecordException problem);

    /** Receives a record that has neither rows nor dead letters, because the definition skips it. */
    default void onSkipped(RawRecord record) {}
}
