package io.arrowgate.tools.local.replica;

import io.arrowgate.tools.local.LocalClickHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;

/**
 * Models a cluster of one shard and two replicas: two real engines, each behind a front that simulates what the engine cannot
 * do without Keeper. Clients, statements, formats and rows are real.
 *
 * <p>For tables with a {@code Replicated} engine, the model behaves like a real cluster:
 *
 * <ul>
 *   <li>An insert becomes one part for each table partition. The part and its deduplication token are registered in Keeper in one
 *       transaction. An insert with a known token is acknowledged immediately on any replica and adds no rows, even if that
 *       replica does not have the rows yet. Tokens are per table and partition, the last {@code replicated_deduplication_window}
 *       of them.
 *   <li>A part is copied to the other replica later, and parts overtake each other. It can only be copied from a replica that
 *       has it: if that replica is lost first, the rows are lost, but the token is still known.
 *   <li>{@code insert_quorum} (a number or {@code auto}, the majority) acknowledges an insert, also a repeated one, only when
 *       this number of replicas has its parts. With too few live replicas the insert fails immediately (285), and after {@code
 *       insert_quorum_timeout} with an unknown status (319): the rows stay on the replica that received them.
 *   <li>{@code SYSTEM SYNC REPLICA} waits until the replica has every part that was registered when it was called.
 *   <li>{@code select_sequential_consistency} has no effect: the server applies it only to inserts with {@code
 *       insert_quorum_parallel = 0}. On {@link Engine#SHARED} tables, those of ClickHouse Cloud, it waits like SYNC REPLICA, and a
 *       lost engine loses no rows, because its parts are in shared storage.
 * </ul>
 *
 * <p>Simplifications: there are two replicas and one shard; {@code insert_quorum_parallel} is always 1; settings are read from
 * the URL, not from a statement's SETTINGS; an insert without a token is not deduplicated by its content; materialized views do
 * not see the rows; ALTER, TRUNCATE, OPTIMIZE and DELETE of a replicated table first have all replicas catch up, and then run on
 * all of them; a statement ON CLUSTER does not wait for a replica that is down, which gets it on its return; merges are each
 * engine's own. Keeper itself never fails.
 */
public final class ReplicatedClickHouse implements AutoCloseable {
    /** Name of the cluster, for {@code clickhouse.cluster}. */
    public static final String CLUSTER = "model";

    private static final int REPLICAS = 2;

    /** Selects the engine of replicated tables. */
    public enum Engine {
        /** Replicated…MergeTree: each replica has its rows on a disk of its own. */
        REPLICATED("Replicated"),
        /** Shared…MergeTree, ClickHouse Cloud: rows are in shared storage, and each table is of this kind. */
        SHARED("Shared");

        private final String prefix;

        Engine(String prefix) {
            this.prefix = prefix;
        }

        String prefix() {
            return prefix;
        }
    }

    /**
     * Describes how to run the model.
     *
     * @param dir for the data of the engines and the model
     * @param maxLag maximum delay of copying a part; each part has its own random delay
     * @param seed of the delays
     */
    public record Options(Path dir, String user, String password, Engine engine, Duration maxLag, long seed) {
        @Override
        public String toString() {
            return "Options[dir=%s, engine=%s, maxLag=%s, seed=%d]".formatted(dir, engine, maxLag, seed);
        }
    }

    private final Options options;
    private final SimulatedKeeper keeper = new SimulatedKeeper();
    private final Map<Integer, EngineClient> engines = new ConcurrentHashMap<>();
    private final Map<Integer, LocalClickHouse> processes = new ConcurrentHashMap<>();
    private final Map<Integer, ReplicaHttpServer> fronts = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> ports = new ConcurrentHashMap<>();
    private final PartFetcher copies;
    private final ReplicatedDdl replicatedDdl;

    private ReplicatedClickHouse(Options options) {
        this.options = options;
        boolean shared = options.engine() == Engine.SHARED;
        copies = new PartFetcher(keeper, engines, shared, options.maxLag(), options.seed());
        replicatedDdl = new ReplicatedDdl(keeper, engines, shared);
    }

    /** Starts both replicas and waits until they are ready. */
    public static ReplicatedClickHouse start(Options options) throws IOException {
        ReplicatedClickHouse model = new ReplicatedClickHouse(options);
        try {
            Files.createDirectories(model.partsDir());
            for (int replica = 0; replica < REPLICAS; replica++) {
                model.startEngine(replica, 0);
                model.keeper.join(replica);
                model.open(replica, 0);
            }
            return model;
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void startEngine(int replica, int port) {
        LocalClickHouse process = LocalClickHouse.start(
                new LocalClickHouse.Options(engineDir(replica), port, options.user(), options.password()));
        processes.put(replica, process);
        engines.put(replica, new EngineClient(process.url(), options.user(), options.password()));
    }

    private void open(int replica, int port) throws IOException {
        EngineClient engine = engines.get(replica);
        StagedInsert inserts = new StagedInsert(replica, keeper, engine, copies, partsDir());
        ReplicaHttpServer front = new ReplicaHttpServer(
                port, new ReplicaRequestHandler(replica, options.engine(), keeper, engine, replicatedDdl, inserts));
        fronts.put(replica, front);
        ports.put(replica, front.port());
    }

    private Path partsDir() {
        return options.dir().resolve("parts");
    }

    private Path engineDir(int replica) {
        return options.dir().resolve("replica-" + replica);
    }

    /** Returns the replicas' addresses. */
    public List<String> urls() {
        return IntStream.range(0, REPLICAS).mapToObj(this::url).toList();
    }

    public String url(int replica) {
        return "http://127.0.0.1:" + ports.get(replica);
    }

    /** Returns all addresses in the format of {@code clickhouse.url}. */
    public String url() {
        return urls().stream().collect(Collectors.joining(","));
    }

    /** Runs a statement on one replica alone, such as an ALTER that the other one has not applied yet. */
    public void executeOn(int replica, String statement) throws IOException, InterruptedException {
        engines.get(replica).execute(statement);
    }

    /** Returns the id of the engine's process, to suspend it. */
    public long pid(int replica) {
        return processes.get(replica).pid();
    }

    public boolean isActive(int replica) {
        return keeper.isActive(replica);
    }

    /** Sets the maximum delay of copying the parts that are inserted from now on. */
    public void setMaxLag(Duration lag) {
        copies.setMaxLag(lag);
    }

    /** Suspends copying until {@link #resumeFetches}. */
    public void pauseFetches() {
        copies.pause();
    }

    public void resumeFetches() {
        copies.resume();
    }

    /** Waits until a request is blocked on a copy; false if not in time. */
    public boolean awaitBlockedRequest(Duration limit) throws InterruptedException {
        return keeper.awaitBlocked(limit);
    }

    /** Returns the number of parts that the replica lacks. */
    public int missingParts(int replica) {
        return keeper.missingParts(replica).size();
    }

    /** Waits until both replicas have the same parts; false if not in time. */
    public boolean awaitInSync(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (int replica = 0; replica < REPLICAS; replica++) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!keeper.awaitCaughtUp(keeper.tables(), replica, left)) {
                return false;
            }
        }
        return true;
    }

    /** Kills a replica; its data stay. Connections to it are refused. */
    public void kill(int replica) {
        keeper.setActive(replica, false);
        fronts.remove(replica).close();
        processes.remove(replica).kill();
    }

    /** Starts a killed replica at the same address with the same data. */
    public void restart(int replica) throws IOException, InterruptedException {
        startEngine(replica, 0);
        replicatedDdl.dropLeftovers(replica);
        replicatedDdl.catchUp(replica);
        keeper.setActive(replica, true);
        open(replica, ports.get(replica));
    }

    /**
     * Kills a replica, deletes its data, and removes it from Keeper like SYSTEM DROP REPLICA: the table then has one replica
     * fewer. Parts that no other replica has are lost, unless they are in shared storage.
     */
    public void lose(int replica) throws IOException {
        if (isActive(replica)) {
            kill(replica);
        }
        if (options.engine() == Engine.REPLICATED) {
            copies.deleteRows(keeper.drop(replica));
        } else {
            keeper.wipe(replica);
        }
        FileUtils.deleteDirectory(engineDir(replica).toFile());
    }

    /** Replaces a lost replica with an empty one, which copies everything from the other one and then becomes ready. */
    public void replace(int replica) throws IOException, InterruptedException {
        startEngine(replica, 0);
        keeper.joinEmpty(replica);
        replicatedDdl.copyAll((replica + 1) % REPLICAS, replica);
        keeper.setActive(replica, true);
        open(replica, ports.get(replica));
    }

    /** Stops both replicas. */
    @Override
    public void close() {
        Deque<AutoCloseable> open = new ArrayDeque<>(List.of(copies));
        List<AutoCloseable> servers = new ArrayList<>(fronts.values());
        servers.addAll(processes.values());
        open.addAll(servers);
        RuntimeException failure = null;
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception e) {
                failure = new IllegalStateException("the model of a cluster cannot be stopped", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
