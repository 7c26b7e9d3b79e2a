package io.arrowgate.clickhouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Knows when inserts that were sent before this job was restored can no longer arrive.
 *
 * <p>Normally it does not matter: whichever of two attempts of a batch comes second has a token that the table remembers.
 * A table that remembers few tokens may forget it in between. Then the time limit of an insert has to pass first.
 */
final class EarlierAttempts {
    /** Blocks that a table remembers at least, for a token to be safe for as long as an insert may take. */
    private static final long ENOUGH_TOKENS = 1000;

    private final ClickHouseClient client;
    private final BatchTable table;
    private final Pause pause;
    private final InstantSource clock;
    private final Instant end;

    /** @param limit of one insert, counted from now */
    EarlierAttempts(ClickHouseClient client, BatchTable table, Duration limit, Pause pause, InstantSource clock) {
        this.client = client;
        this.table = table;
        this.pause = pause;
        this.clock = clock;
        end = clock.instant().plus(limit);
    }

    /**
     * Returns when none can arrive.
     *
     * @return whether that took any time, in which rows may have come in
     */
    boolean awaitEnd() throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(end) || rememberedTokens() >= ENOUGH_TOKENS) {
            return false;
        }
        pause.await(Duration.between(now, end));
        return true;
    }

    private long rememberedTokens() throws IOException, InterruptedException {
        return ByteBuffer.wrap(client.query(table.deduplicationWindowQuery()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }
}
