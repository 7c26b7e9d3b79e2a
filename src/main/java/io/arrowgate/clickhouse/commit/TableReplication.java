package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.InvalidResponseException;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Knows how one table's rows get from the server that takes them to the others. Asks the server, once a minute at most. */
final class TableReplication {
    private static final Duration VALID = Duration.ofMinutes(1);

    /** Where a row is that one server has acknowledged. */
    enum Kind {
        /** On that server, which is the only one of the table. */
        ONE_SERVER,
        /** On that server, and later on its replicas. */
        REPLICAS,
        /** In storage that all servers share, whose list of parts each server learns later: ClickHouse Cloud. */
        SHARED_STORAGE,
        /** Nobody can tell: the table forwards its rows, as a Distributed one does. */
        ELSEWHERE,
        /** Nowhere: the table is not there. */
        NOWHERE
    }

    private final ClickHouseClient client;
    private final String database;
    private final String table;
    private final InstantSource clock;
    private Kind kind;
    private int replicas;
    private Instant validUntil = Instant.MIN;

    /** @param table unquoted, without its database */
    TableReplication(ClickHouseClient client, String database, String table, InstantSource clock) {
        this.client = client;
        this.database = database;
        this.table = table;
        this.clock = clock;
    }

    /** Quoted, with its database. */
    String table() {
        return SqlQuoting.table(database, table);
    }

    Kind kind() throws IOException, InterruptedException {
        refresh();
        return kind;
    }

    /** How many replicas the table has, whether they live or not; 1 for any other table. */
    int replicas() throws IOException, InterruptedException {
        refresh();
        return replicas;
    }

    /** Makes the next call ask the server again. */
    void forget() {
        validUntil = Instant.MIN;
    }

    private void refresh() throws IOException, InterruptedException {
        if (clock.instant().isBefore(validUntil)) {
            return;
        }
        kind = Kind.values()[Math.toIntExact(number(kindQuery()))];
        replicas = kind == Kind.REPLICAS ? Math.toIntExact(number(replicasQuery())) : 1;
        if (replicas == 0) {
            throw RequestFailedException.replicasUnknown(table());
        }
        validUntil = kind == Kind.NOWHERE ? Instant.MIN : clock.instant().plus(VALID);
    }

    private long number(String sql) throws IOException, InterruptedException {
        return client.query(sql, TableReplication::decode);
    }

    private static long decode(byte[] rowBinary) throws InvalidResponseException {
        if (rowBinary.length != Long.BYTES) {
            throw InvalidResponseException.incomplete(
                    "%d bytes are not the number that was asked for".formatted(rowBinary.length));
        }
        return ByteBuffer.wrap(rowBinary).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** The ordinal of a {@link Kind}. */
    private String kindQuery() {
        return ("SELECT toInt64(if(count() = 0, 4, max(multiIf(startsWith(engine, 'Replicated'), 1, startsWith(engine, 'Shared'), 2,"
                        + " endsWith(engine, 'MergeTree'), 0, 3)))) FROM system.tables WHERE database = %s AND name = %s")
                .formatted(SqlQuoting.text(database), SqlQuoting.text(table));
    }

    private String replicasQuery() {
        return "SELECT toInt64(max(total_replicas)) FROM system.replicas WHERE database = %s AND table = %s"
                .formatted(SqlQuoting.text(database), SqlQuoting.text(table));
    }
}
