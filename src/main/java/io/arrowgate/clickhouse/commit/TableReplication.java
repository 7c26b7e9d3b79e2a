package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.RowBinaryResponse;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Determines how a table's rows are replicated to other servers. Caches the server's response for a minute. */
final class TableReplication {
    private static final Duration VALID = Duration.ofMinutes(1);

    /** Distinguishes where an acknowledged row is stored. The order is part of {@link #kindQuery}. */
    enum Kind {
        /** On the only server of the table. */
        ONE_SERVER,
        /** On the server that acknowledged it, and later on its replicas. */
        REPLICAS,
        /** In storage that all servers share (ClickHouse Cloud); other servers learn of the part later. */
        SHARED_STORAGE,
        /** Unknown: the table forwards its rows, like a Distributed table. */
        ELSEWHERE,
        /** Nowhere: the table does not exist. */
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

    /** Returns the quoted name with its database. */
    String table() {
        return SqlQuoting.table(database, table);
    }

    Kind kind() throws IOException, InterruptedException {
        refresh();
        return kind;
    }

    /** Returns the number of replicas, including unavailable ones; 1 for a table that is not replicated. */
    int replicas() throws IOException, InterruptedException {
        refresh();
        return replicas;
    }

    /** Discards the cached response. */
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
        return client.query(sql, RowBinaryResponse::decodeInt64);
    }

    /** Returns the query of the ordinal of a {@link Kind}. */
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
