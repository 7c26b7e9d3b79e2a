package io.arrowgate.tools.local.replica;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs DDL and mutations on every replica, one at a time and in the same order. A replica that is down runs them first after
 * its restart.
 */
final class ReplicatedDdl {
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(90);

    private final SimulatedKeeper keeper;
    private final Map<Integer, EngineClient> engines;
    private final boolean shared;
    private final Map<Integer, Deque<ClientRequest>> owed = new HashMap<>();

    /** @param shared whether every table replicates, as in ClickHouse Cloud */
    ReplicatedDdl(SimulatedKeeper keeper, Map<Integer, EngineClient> engines, boolean shared) {
        this.keeper = keeper;
        this.engines = engines;
        this.shared = shared;
    }

    /** Returns whether a statement runs on all replicas and not only on the one that received it. */
    boolean isForAll(ReplicatedStatement statement) {
        return statement.isOnCluster()
                || (shared && statement.isDefinition())
                || statement.changedTable().filter(keeper::isReplicated).isPresent();
    }

    /** Runs the statement on every replica and returns the response of the one that received it. */
    synchronized HttpReply run(int replica, ClientRequest request, ReplicatedStatement statement)
            throws IOException, InterruptedException {
        if (!allCaughtUp(statement)) {
            return HttpReply.error(341, "UNFINISHED", "Replicas still lack parts of the table that is to be changed");
        }
        ClientRequest local = request.withStatement(statement.forOneEngine());
        HttpReply httpReply = HttpReply.of(engines.get(replica).forward(local)).buffered();
        if (httpReply.isOk()) {
            note(statement);
            runOnOthers(replica, local);
        }
        return httpReply;
    }

    /** Waits until all replicas have caught up, so that a change of rows applies to the same rows everywhere. */
    private boolean allCaughtUp(ReplicatedStatement statement) throws InterruptedException {
        Set<TableName> changed = statement.changedTable().map(Set::of).orElse(Set.of());
        for (int replica : keeper.activeOnes()) {
            if (!keeper.awaitCaughtUp(changed, replica, CATCH_UP_LIMIT)) {
                return false;
            }
        }
        return true;
    }

    private void note(ReplicatedStatement statement) {
        statement
                .createdTable()
                .filter(table -> shared || statement.namesReplicatedEngine())
                .ifPresent(table -> keeper.addTable(table, statement.deduplicationWindow()));
        statement.droppedTable().ifPresent(table -> keeper.dropTables(table.database(), table.table()));
        statement.droppedDatabase().ifPresent(database -> keeper.dropTables(database, null));
    }

    private void runOnOthers(int replica, ClientRequest local) throws IOException, InterruptedException {
        for (int other : keeper.others(replica)) {
            if (keeper.isActive(other)) {
                runOn(other, local);
            } else {
                owed.computeIfAbsent(other, key -> new ArrayDeque<>()).add(local);
            }
        }
    }

    private void runOn(int replica, ClientRequest local) throws IOException, InterruptedException {
        HttpReply httpReply = HttpReply.of(engines.get(replica).forward(local)).buffered();
        if (!httpReply.isOk()) {
            throw new IOException("replica %d rejected a statement that another one accepted: %s"
                    .formatted(replica, new String(httpReply.body().readAllBytes(), UTF_8)));
        }
    }

    /** Runs the statements that a replica missed while it was down. */
    synchronized void catchUp(int replica) throws IOException, InterruptedException {
        Deque<ClientRequest> missed = owed.getOrDefault(replica, new ArrayDeque<>());
        while (!missed.isEmpty()) {
            runOn(replica, missed.remove());
        }
    }

    /** Drops the temporary tables of inserts that were running when the replica was killed. */
    void dropLeftovers(int replica) throws IOException, InterruptedException {
        EngineClient engine = engines.get(replica);
        for (String table : engine.lines("SELECT concat('`', database, '`.`', name, '`') FROM system.tables"
                + " WHERE name LIKE 'replica\\_insert\\_%' OR name = 'replica_check'")) {
            engine.execute("DROP TABLE %s SYNC".formatted(table));
        }
    }

    /** Copies everything from a replica to an empty one: databases, tables, views, and the rows of replicated tables. */
    synchronized void copyAll(int from, int to) throws IOException, InterruptedException {
        owed.remove(to);
        EngineClient source = engines.get(from);
        EngineClient target = engines.get(to);
        for (String database : source.lines("SELECT name FROM system.databases WHERE lower(name) NOT IN"
                + " ('system', 'information_schema', 'default', '_local')")) {
            target.execute("CREATE DATABASE IF NOT EXISTS `%s`".formatted(database));
        }
        List<String> creates = new ArrayList<>(source.lines("SELECT create_table_query FROM system.tables WHERE"
                + " lower(database) NOT IN ('system', 'information_schema', '_local') AND create_table_query != ''"
                + " AND name NOT LIKE 'replica\\_%' ORDER BY engine LIKE '%View', metadata_modification_time"
                + " FORMAT TSVRaw"));
        for (String create : creates) {
            target.execute(create);
        }
        for (TableName table : keeper.tables()) {
            target.insert(table, source.bytes("SELECT * FROM %s FORMAT Native".formatted(table.sql())));
        }
    }
}
