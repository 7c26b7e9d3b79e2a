package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RowBinaryResponse;
import io.arrowgate.clickhouse.client.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tracks the time after which no in-flight insert, of this or an earlier process, can still arrive.
 *
 * <p>With a large deduplication window no wait is necessary: the table remembers the token, so the later of two attempts adds nothing. A
 * table with a small window may forget the token in between. Then the time limit of an insert has to pass before the next attempt.
 */
final class InFlightInsertFence {
    /** Minimum deduplication window in which a token is remembered for as long as an insert may take. */
    private static final long ENOUGH_TOKENS = 1000;

    private final ClickHouseClient client;
    private final BronzeTable table;
    private final Duration limit;
    private final Sleeper sleeper;
    private final InstantSource clock;

    /** @param limit time limit of one insert */
    InFlightInsertFence(
            ClickHouseClient client, BronzeTable table, Duration limit, Sleeper sleeper, InstantSource clock) {
        this.client = client;
        this.table = table;
        this.limit = limit;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    /** Returns the time after which no insert that was sent before now can still arrive. */
    Instant latestEndOfSentInserts() {
        return clock.instant().plus(limit);
    }

    /**
     * Waits until {@code end}, unless the deduplication window makes that unnecessary.
     *
     * @return whether it waited; rows may have arrived meanwhile
     */
    boolean await(Instant end) throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(end) || tokensOutliveRetries()) {
            return false;
        }
        sleeper.await(Duration.between(now, end));
        return true;
    }

    /** Returns whether the table remembers the token of an insert for as long as a retry may arrive. */
    boolean tokensOutliveRetries() throws IOException, InterruptedException {
        return rememberedTokens() >= ENOUGH_TOKENS;
    }

    private long rememberedTokens() throws IOException, InterruptedException {
        return client.query(table.deduplicationWindowQuery(), RowBinaryResponse::decodeInt64);
    }
}
