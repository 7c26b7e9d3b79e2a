package io.arrowgate.tools.bench;

import io.arrowgate.batch.arrow.BatchBuilder;
import io.arrowgate.decode.RowHandler;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;

/** Appends decoded rows to a batch; fails for a record that cannot be decoded, which a benchmark must not measure. */
final class BatchAppender implements RowHandler {
    private final BatchBuilder batch;

    BatchAppender(BatchBuilder batch) {
        this.batch = batch;
    }

    @Override
    public void onRow(RawRecord record, int rowInRecord, RowBuffer row) {
        batch.append(record, rowInRecord, row);
    }

    @Override
    public void onUndecodable(RawRecord record, int rowInRecord, UndecodableRecordException problem) {
        throw new IllegalStateException("cannot decode a record of the benchmark", problem);
    }
}
