package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.IOException;
import java.time.Instant;

/** Holds what the attempts to insert one batch have shown so far. */
final class InsertProgress {
    /** Number of acknowledged inserts without visible rows, each confirmed by a consistent read, before a fresh token is used. */
    private static final int INVISIBLE_INSERTS_BEFORE_FRESH_TOKEN = 2;

    private final BatchCommittable batch;
    private Instant earlierInsertsEnd;
    private int invisibleInserts;
    /** Null if no attempt was sent, or the whole batch. */
    private ArrowPayload lastPayload;

    private boolean unacknowledged;

    /** @param earlierInsertsEnd time after which no insert of an earlier process can still arrive */
    InsertProgress(BatchCommittable batch, Instant earlierInsertsEnd) {
        this.batch = batch;
        this.earlierInsertsEnd = earlierInsertsEnd;
    }

    BatchCommittable batch() {
        return batch;
    }

    /** Returns the time after which no earlier attempt can still arrive. */
    Instant earlierInsertsEnd() {
        return earlierInsertsEnd;
    }

    /** Returns whether the latest attempt failed, possibly after its rows were written. */
    boolean isUnacknowledged() {
        return unacknowledged;
    }

    /** Returns whether missing rows of the batch were sent. */
    boolean hasSentMissingRows() {
        return lastPayload != null;
    }

    /** Returns what the latest attempt sent. */
    ArrowPayload lastPayload() throws IOException {
        return lastPayload != null
                ? lastPayload
                : new ArrowPayload(batch.content().read());
    }

    /** Returns the deduplication token of the first attempt. */
    static String firstToken(BatchCommittable batch) {
        return batch.id().toString();
    }

    /** Returns the deduplication token of the next attempt. */
    String token() {
        int discardedTokens = invisibleInserts / INVISIBLE_INSERTS_BEFORE_FRESH_TOKEN;
        return discardedTokens == 0 ? firstToken(batch) : firstToken(batch) + "/again-" + discardedTokens;
    }

    /** Uses a fresh token from now on, because the server remembers the current one. */
    void discardToken() {
        invisibleInserts += INVISIBLE_INSERTS_BEFORE_FRESH_TOKEN;
    }

    /** Records that missing rows are about to be sent. */
    void sending(ArrowPayload missingRows) {
        lastPayload = missingRows;
    }

    /** Records that the latest attempt was acknowledged. */
    void acknowledged() {
        unacknowledged = false;
    }

    /** Records that the latest attempt failed. */
    void failed() {
        unacknowledged = true;
    }

    /** Records that the failed attempt may still arrive until {@code end}. */
    void mayArriveUntil(Instant end) {
        earlierInsertsEnd = end;
    }

    /** Records that the rows of an acknowledged attempt are certainly not in the table. */
    void rowsAreAbsent() {
        invisibleInserts++;
    }
}
