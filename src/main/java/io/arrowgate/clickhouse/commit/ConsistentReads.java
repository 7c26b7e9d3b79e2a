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
 * Queries a table such that the result contains every row that any of its servers has acknowledged before. Without that, rows would seem
 * to be missing on a replica that lags.
 *
 * <ul>
 *   <li>Replicated table: before the query, the server fetches every part that is registered in Keeper ({@code SYSTEM SYNC REPLICA}).
 *       {@code select_sequential_consistency} is not enough, because it does not cover concurrent inserts.
 *   <li>Shared table: {@code select_sequential_consistency} is enough. It is also the only way behind ClickHouse Cloud's load balancer,
 *       where two requests may reach two servers.
 * </ul>
 */
final class ConsistentReads {
    private static final String SYNC = "SYSTEM SYNC REPLICA %s LIGHTWEIGHT";

    private final ClickHouseClient client;
    private final ClickHouseSettings settings;
    private final TableReplication table;
    /** Rows that were moved to an archive count as rows of the table. */
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
            // Another replica may be up to date.
            client.abandonEndpoint(endpoint);
            throw e;
        }
    }

    /** Discards the cached replication state, such as the number of replicas. */
    void forgetReplicas() {
        table.forget();
        archived.forget();
    }

    /** Returns whether rows that a query of this class does not show are certainly not in the table. */
    boolean confirmAbsence() throws IOException, InterruptedException {
        return table.kind() != Kind.ELSEWHERE && table.kind() != Kind.NOWHERE;
    }

    /** Returns the number of replicas that must have an insert's rows before it is acknowledged; 1 without a quorum. */
    int quorum() throws IOException, InterruptedException {
        if (table.kind() != Kind.REPLICAS) {
            return 1;
        }
        return settings.insertQuorum().equals(ClickHouseSettings.MAJORITY)
                ? table.replicas() / 2 + 1
                : Integer.parseInt(settings.insertQuorum());
    }

    /** Runs a query on each of the other configured servers, without waiting for replication, and skips those that fail. */
    <T> List<T> queryOthers(String sql, ClickHouseClient.Decoder<T> decoder) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (String other : client.otherEndpoints()) {
            try {
                results.add(client.query(other, Map.of(), sql, decoder));
            } catch (RequestFailedException e) {
                // An unavailable server counts as one without the rows.
            }
        }
        return results;
    }
}
