package io.arrowgate.clickhouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Knows when inserts whose end was not seen, of this process or of one before it, can no longer arrive.
 *
 * <p>Normally it does not matter: whichever of two attempts of a batch comes second has a token that the table remembers.
 * A table that remembers few tokens may forget it in between. Then the time limit of an insert has to pass first.
 */
final class EarlierAttempts {
    /** Blocks that a table remembers at least, for a token to be safe for as long as an insert may take. */
    private static final long ENOUGH_TOKENS = 1000;

    private final ClickHouseClient client;
    private final BatchTable table;
    private final Duration limit;
    private final Pause pause;
    private final InstantSource clock;

    /** @param limit of one insert */
    EarlierAttempts(ClickHouseClient client, BatchTable table, Duration limit, Pause pause, InstantSource clock) {
        this.client = client;
        this.table = table;
        this.limit = limit;
        this.pause = pause;
        this.clock = clock;
    }

    /** When the last of the inserts that were sent by now has ended. */
    Instant endOfThoseSentByNow() {
        return clock.instant().plus(limit);
    }

    /**
     * Returns at {@code end}, or at once if the table's tokens do for it.
     *
     * @return whether that took any time, in which rows may have come in
     */
    boolean await(Instant end) throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(end) || tokensSuffice()) {
            return false;
        }
        pause.await(Duration.between(now, end));
        return true;
    }

    /** Whether the table remembers the token of an insert for as long as a repeat of it may come. */
    boolean tokensSuffice() throws IOException, InterruptedException {
        return rememberedTokens() >= ENOUGH_TOKENS;
    }

    private long rememberedTokens() throws IOException, InterruptedException {
        return client.query(table.deduplicationWindowQuery(), EarlierAttempts::number);
    }

    private static long number(byte[] rowBinary) throws ForeignResponseException {
        if (rowBinary.length != Long.BYTES) {
            throw ForeignResponseException.incomplete(
                    "%d bytes are not the number that was asked for".formatted(rowBinary.length));
        }
        return ByteBuffer.wrap(rowBinary).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
