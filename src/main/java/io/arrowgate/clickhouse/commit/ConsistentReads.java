package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.commit.TableReplication.Kind;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks for rows of a table so that none is missing which any of its servers has acknowledged before. A replica that lags would
 * otherwise look like a table without them.
 *
 * <p>On a Replicated table the server that is asked first waits until it has every part that is registered in Keeper
 * ({@code SYSTEM SYNC REPLICA}): {@code select_sequential_consistency} does not cover inserts that run side by side. On a Shared one
 * that setting is enough, and is the only way behind ClickHouse Cloud's balancer, where two requests reach two servers.
 */
final class ConsistentReads {
    private static final String SYNC = "SYSTEM SYNC REPLICA %s LIGHTWEIGHT";

    private final ClickHouseClient client;
    private final ClickHouseSettings settings;
    private final TableReplication table;
    /** What archives took out of the table counts as its rows. */
    private final TableReplication archived;

    ConsistentReads(ClickHouseClient client, ClickHouseSettings settings, String table) {
        this.client = client;
        this.settings = settings;
        this.table = replication(table);
        this.archived = replication(ArchiveTables.OFFSETS);
    }

    private TableReplication replication(String name) {
        return new TableReplication(client, settings.database(), name, InstantSource.system());
    }

    /** Runs a query on the server in use. */
    <T> T query(String sql, ClickHouseClient.Decoder<T> decoder) throws IOException, InterruptedException {
        return query(client.endpoint(), sql, decoder);
    }

    private <T> T query(String endpoint, String sql, ClickHouseClient.Decoder<T> decoder)
            throws IOException, InterruptedException {
        Map<String, String> options = Map.of();
        for (TableReplication read : List.of(table, archived)) {
            if (read.kind() == Kind.REPLICAS) {
                sync(endpoint, read);
            }
            if (read.kind() == Kind.SHARED_STORAGE) {
                options = Map.of("select_sequential_consistency", "1");
            }
        }
        return client.query(endpoint, options, sql, decoder);
    }

    private void sync(String endpoint, TableReplication read) throws IOException, InterruptedException {
        try {
            client.execute(endpoint, SYNC.formatted(read.table()));
        } catch (RequestFailedException e) {
            // Another replica may lag less.
            client.abandonEndpoint(endpoint);
            throw e;
        }
    }

    /** Notes that something has changed, such as the number of replicas. */
    void forgetReplicas() {
        table.forget();
        archived.forget();
    }

    /** Whether rows are really gone that were acknowledged, and that a query of this class does not show. */
    boolean confirmAbsence() throws IOException, InterruptedException {
        return table.kind() != Kind.ELSEWHERE && table.kind() != Kind.NOWHERE;
    }

    /** How many replicas have to have an insert's rows before it is acknowledged; 1 if one is enough. */
    int quorum() throws IOException, InterruptedException {
        if (table.kind() != Kind.REPLICAS) {
            return 1;
        }
        return settings.insertQuorum().equals(ClickHouseSettings.MAJORITY)
                ? table.replicas() / 2 + 1
                : Integer.parseInt(settings.insertQuorum());
    }

    /** Runs a query on each of the other configured servers that can be asked, as each of them sees the table now. */
    <T> List<T> queryOthers(String sql, ClickHouseClient.Decoder<T> decoder) throws InterruptedException {
        List<T> answers = new ArrayList<>();
        for (String other : client.otherEndpoints()) {
            try {
                answers.add(client.query(other, Map.of(), sql, decoder));
            } catch (RequestFailedException e) {
                // It counts as one that does not have the rows.
            }
        }
        return answers;
    }
}
