package io.arrowgate.tools.local.replica;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/** Handles each request like a server with replicated tables. */
final class ReplicaRequestHandler {
    private final int replica;
    private final ReplicatedClickHouse.Engine kind;
    private final SimulatedKeeper keeper;
    private final EngineClient engine;
    private final ReplicatedDdl replicatedDdl;
    private final StagedInsert inserts;

    ReplicaRequestHandler(
            int replica,
            ReplicatedClickHouse.Engine kind,
            SimulatedKeeper keeper,
            EngineClient engine,
            ReplicatedDdl replicatedDdl,
            StagedInsert inserts) {
        this.replica = replica;
        this.kind = kind;
        this.keeper = keeper;
        this.engine = engine;
        this.replicatedDdl = replicatedDdl;
        this.inserts = inserts;
    }

    HttpReply answer(ClientRequest request) throws IOException, InterruptedException {
        ReplicatedStatement start = new ReplicatedStatement(request.statement(), request.database());
        TableName insertTarget = start.insertTarget().orElse(null);
        if (insertTarget != null) {
            return keeper.isReplicated(insertTarget)
                    ? inserts.run(request, start, insertTarget)
                    : HttpReply.of(engine.forward(request));
        }
        TableName syncTarget = start.syncTarget().orElse(null);
        if (syncTarget != null) {
            return sync(request, syncTarget);
        }
        if (replicatedDdl.isForAll(start)) {
            return replicatedDdl.run(
                    replica, request, new ReplicatedStatement(request.wholeStatement(), request.database()));
        }
        return read(request);
    }

    private HttpReply sync(ClientRequest request, TableName table) throws IOException, InterruptedException {
        if (!keeper.isReplicated(table)) {
            return HttpReply.error(36, "BAD_ARGUMENTS", "Table %s is not replicated".formatted(table));
        }
        return catchUp(request, Set.of(table))
                ? HttpReply.of(engine.forward(request.withStatement("SELECT 1 WHERE 0")))
                : HttpReply.error(
                        159,
                        "TIMEOUT_EXCEEDED",
                        "SYNC REPLICA %s: command timed out. See the 'receive_timeout' setting".formatted(table));
    }

    private boolean catchUp(ClientRequest request, Set<TableName> tables) throws InterruptedException {
        return keeper.awaitCaughtUp(tables, replica, request.replicaTimeout());
    }

    private HttpReply read(ClientRequest request) throws IOException, InterruptedException {
        if (kind == ReplicatedClickHouse.Engine.SHARED && request.isSequentiallyConsistent()) {
            Set<TableName> read = keeper.tables().stream()
                    .filter(table -> table.isIn(request.wholeStatement()))
                    .collect(Collectors.toSet());
            if (!catchUp(request, read)) {
                return HttpReply.error(289, "REPLICA_IS_NOT_IN_QUORUM", "Replica lacks parts that others have");
            }
        }
        String text = request.wholeStatement();
        if (!text.contains("system.tables") && !text.contains("system.replicas")) {
            return HttpReply.of(engine.forward(request));
        }
        String rewritten = new ReplicatedStatement(text, request.database())
                .withSystemTables(keeper.tables(), kind.prefix(), replicasRows());
        return HttpReply.of(engine.forward(request.withStatement(rewritten)));
    }

    /** Returns the rows of system.replicas on this replica, as a subquery. */
    private String replicasRows() {
        String rows = keeper.tables().stream()
                .map(table -> "('%s','%s',0,%d,%d,%d)"
                        .formatted(
                                table.database(),
                                table.table(),
                                keeper.missingParts(replica, table),
                                keeper.replicas(),
                                keeper.activeReplicas()))
                .sorted()
                .collect(Collectors.joining(","));
        return ("(SELECT * FROM values('database String, table String, is_readonly UInt8, inserts_in_queue UInt32,"
                        + " total_replicas UInt32, active_replicas UInt32', %s))")
                .formatted(rows);
    }
}
