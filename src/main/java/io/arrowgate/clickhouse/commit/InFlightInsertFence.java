package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.InvalidResponseException;
import io.arrowgate.clickhouse.client.Sleeper;
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
final class InFlightInsertFence {
    /** Blocks that a table remembers at least, for a token to be safe for as long as an insert may take. */
    private static final long ENOUGH_TOKENS = 1000;

    private final ClickHouseClient client;
    private final BronzeTable table;
    private final Duration limit;
    private final Sleeper sleeper;
    private final InstantSource clock;

    /** @param limit of one insert */
    InFlightInsertFence(
            ClickHouseClient client, BronzeTable table, Duration limit, Sleeper sleeper, InstantSource clock) {
        this.client = client;
        this.table = table;
        this.limit = limit;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    /** When the last of the inserts that were sent by now has ended. */
    Instant latestEndOfSentInserts() {
        return clock.instant().plus(limit);
    }

    /**
     * Returns at {@code end}, or at once if the table's tokens do for it.
     *
     * @return whether that took any time, in which rows may have come in
     */
    boolean await(Instant end) throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(end) || tokensOutliveRetries()) {
            return false;
        }
        sleeper.await(Duration.between(now, end));
        return true;
    }

    /** Whether the table remembers the token of an insert for as long as a repeat of it may come. */
    boolean tokensOutliveRetries() throws IOException, InterruptedException {
        return rememberedTokens() >= ENOUGH_TOKENS;
    }

    private long rememberedTokens() throws IOException, InterruptedException {
        return client.query(table.deduplicationWindowQuery(), InFlightInsertFence::number);
    }

    private static long number(byte[] rowBinary) throws InvalidResponseException {
        if (rowBinary.length != Long.BYTES) {
            throw InvalidResponseException.incomplete(
                    "%d bytes are not the number that was asked for".formatted(rowBinary.length));
        }
        return ByteBuffer.wrap(rowBinary).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
