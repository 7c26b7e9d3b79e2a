package io.arrowgate.tools.bench.run;

import io.arrowgate.decode.RowHandler;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;

/** Counts decoded rows; fails for a record that cannot be decoded, which a benchmark must not measure. */
public final class RowCounter implements RowHandler {
    private long rows;

    @Override
    public void onRow(RawRecord record, int rowInRecord, RowBuffer row) {
        rows++;
    }

    @Override
    public void onUndecodable(RawRecord record, int rowInRecord, UndecodableRecordException problem) {
        throw new IllegalStateException("cannot decode a record of the benchmark", problem);
    }

    /** Returns the number of rows so far. */
    public long rows() {
        return rows;
    }
}
