package io.arrowgate.tools.local.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Inserts into a replicated table like a replica: the rows are written to a staging table, each table partition becomes a part,
 * and a part is attached to the table if its token is not registered in Keeper.
 */
final class StagedInsert {
    private static final Set<String> HANDLED_HERE = Set.of(
            "insert_deduplicate",
            "insert_deduplication_token",
            "insert_quorum",
            "insert_quorum_timeout",
            "insert_quorum_parallel");
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final int replica;
    private final SimulatedKeeper keeper;
    private final EngineClient engine;
    private final PartFetcher copies;
    private final Path dir;

    /** @param dir for the parts' rows */
    StagedInsert(int replica, SimulatedKeeper keeper, EngineClient engine, PartFetcher copies, Path dir) {
        this.replica = replica;
        this.keeper = keeper;
        this.engine = engine;
        this.copies = copies;
        this.dir = dir;
    }

    HttpReply run(ClientRequest request, ReplicatedStatement statement, TableName table)
            throws IOException, InterruptedException {
        int quorum = request.quorum(keeper.replicas());
        if (keeper.activeReplicas() < quorum) {
            return HttpReply.error(
                    285,
                    "TOO_FEW_LIVE_REPLICAS",
                    "Number of alive replicas (%d) is less than requested quorum (%d/%d)."
                            .formatted(keeper.activeReplicas(), quorum, keeper.replicas()));
        }
        TableName staging = table.sibling("replica_insert_" + NUMBERS.incrementAndGet());
        engine.execute("CREATE TABLE %s AS %s".formatted(staging.sql(), table.sql()));
        try {
            HttpReply httpReply = stage(request, statement, staging);
            if (!httpReply.isOk()) {
                return httpReply;
            }
            List<ReplicatedPart> parts = new ArrayList<>();
            long written = commit(request, table, staging, parts);
            return awaitQuorum(parts, quorum, request.replicaTimeout()).orElse(httpReply.withWrittenRows(written));
        } finally {
            if (keeper.isActive(replica)) {
                engine.execute("DROP TABLE IF EXISTS %s SYNC".formatted(staging.sql()));
            }
        }
    }

    private HttpReply stage(ClientRequest request, ReplicatedStatement statement, TableName staging)
            throws IOException, InterruptedException {
        ClientRequest staged =
                request.withStatementPart(statement.insertHead(), "INSERT INTO " + staging.sql(), HANDLED_HERE);
        return HttpReply.of(engine.forward(staged)).buffered();
    }

    /** Commits the rows of each table partition and returns the number of new rows. */
    private long commit(ClientRequest request, TableName table, TableName staging, List<ReplicatedPart> parts)
            throws IOException, InterruptedException {
        long written = 0;
        String partitions =
                ("SELECT partition_id, sum(rows) FROM system.parts WHERE active AND database = '%s' AND table = '%s'"
                                + " GROUP BY partition_id ORDER BY partition_id")
                        .formatted(staging.database(), staging.table());
        for (String line : engine.lines(partitions)) {
            String[] partition = line.split("\t", -1);
            String token = token(request, partition[0]);
            Optional<ReplicatedPart> earlier = token == null ? Optional.empty() : keeper.find(table, token);
            if (earlier.isEmpty()) {
                written += Long.parseLong(partition[1]);
            }
            parts.add(earlier.isPresent() ? earlier.get() : commitNew(token, table, staging, partition[0]));
        }
        return written;
    }

    private static String token(ClientRequest request, String partition) {
        return request.isDeduplicated()
                ? request.deduplicationToken()
                        .map(given -> partition + "_" + given)
                        .orElse(null)
                : null;
    }

    private ReplicatedPart commitNew(String token, TableName table, TableName staging, String partition)
            throws IOException, InterruptedException {
        Path rows = Files.createTempFile(dir, "part-", ".native");
        Files.write(
                rows,
                engine.bytes("SELECT * FROM %s WHERE _partition_id = '%s' FORMAT Native"
                        .formatted(staging.sql(), partition)));
        ReplicatedPart replicatedPart = new ReplicatedPart(table, replica, rows);
        // Until the engine responds, it may be killed before or after the insert.
        keeper.markDoubtful(replicatedPart, replica);
        ReplicatedPart committed = keeper.commit(token, replicatedPart);
        if (committed != replicatedPart) {
            Files.delete(rows);
            return committed;
        }
        keeper.others(replica).forEach(other -> copies.schedule(replicatedPart, other));
        boolean attached = false;
        try {
            engine.execute(
                    "ALTER TABLE %s ATTACH PARTITION ID '%s' FROM %s".formatted(table.sql(), partition, staging.sql()));
            copies.confirm(replicatedPart, replica);
            attached = true;
        } finally {
            if (!attached) {
                // Like a server that finds the part on its disk after a crash.
                copies.schedule(replicatedPart, replica);
            }
        }
        return replicatedPart;
    }

    private Optional<HttpReply> awaitQuorum(List<ReplicatedPart> parts, int quorum, Duration patience)
            throws InterruptedException {
        if (quorum == 0 || keeper.awaitCopies(parts, quorum, patience)) {
            return Optional.empty();
        }
        return Optional.of(HttpReply.error(
                319,
                "UNKNOWN_STATUS_OF_INSERT",
                "Unknown quorum status. The data was inserted in the local replica, but we could not verify the quorum."
                        + " Reason: Timeout while waiting for quorum"));
    }
}
