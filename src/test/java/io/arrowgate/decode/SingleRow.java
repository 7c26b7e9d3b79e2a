package io.arrowgate.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;

/** Decodes records that are one row or none. */
public final class SingleRow implements RowHandler {
    private int results;
    private UndecodableRecordException problem;

    private SingleRow() {}

    /** Fills the row, or throws what the decoder reports. */
    public static void decode(RecordDecoder decoder, RawRecord record, RowBuffer row)
            throws UndecodableRecordException {
        SingleRow result = new SingleRow();
        decoder.decode(record, row, result);
        assertThat(result.results).as("rows and dead letters").isEqualTo(1);
        if (result.problem != null) {
            throw result.problem;
        }
    }

    @Override
    public void onRow(RawRecord record, int rowInRecord, RowBuffer row) {
        results++;
    }

    @Override
    public void onUndecodable(RawRecord record, int rowInRecord, UndecodableRecordException undecodable) {
        results++;
        problem = undecodable;
    }
}
