package io.arrowgate.tools.local.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Simulates Keeper: tracks the replicated tables, their deduplication tokens and parts, and which replica has which part. A
 * part and its token are registered atomically for all replicas.
 */
final class SimulatedKeeper {
    /** The real server's default of replicated_deduplication_window. */
    private static final int DEFAULT_WINDOW = 10_000;

    private final Map<TableName, Map<String, ReplicatedPart>> tokens = new HashMap<>();
    /** Parts that a replica still lacks, in the order of their registration. */
    private final Set<ReplicatedPart> incomplete = new LinkedHashSet<>();

    /** Number of requests that are blocked on copies. */
    private int blocked;

    private final Set<Integer> replicas = new HashSet<>();
    private final Set<Integer> active = new HashSet<>();
    /** Replicas that are being copied from another one and may receive a part that way. */
    private final Set<Integer> cloning = new HashSet<>();

    /** Registers a replica as active. */
    synchronized void join(int replica) {
        replicas.add(replica);
        active.add(replica);
        notifyAll();
    }

    /** Registers an empty replica, which is inactive until {@link #setActive}. */
    synchronized void joinEmpty(int replica) {
        replicas.add(replica);
        cloning.add(replica);
        incomplete.forEach(replicatedPart -> replicatedPart.doubtful.add(replica));
    }

    synchronized void setActive(int replica, boolean isActive) {
        if (isActive) {
            active.add(replica);
            cloning.remove(replica);
        } else {
            active.remove(replica);
        }
        notifyAll();
    }

    /** Removes a replica and its disk, like SYSTEM DROP REPLICA: a part that only it had is lost. */
    synchronized List<ReplicatedPart> drop(int replica) {
        replicas.remove(replica);
        active.remove(replica);
        for (ReplicatedPart replicatedPart : incomplete) {
            replicatedPart.copies.remove(replica);
            replicatedPart.doubtful.remove(replica);
            replicatedPart.lost = replicatedPart.copies.isEmpty();
        }
        List<ReplicatedPart> finished = finished();
        notifyAll();
        return finished;
    }

    /** Removes a replica's copies; its parts remain in shared storage. */
    synchronized void wipe(int replica) {
        incomplete.forEach(replicatedPart -> replicatedPart.copies.remove(replica));
    }

    /** Returns the number of a table's replicas, running or not. */
    synchronized int replicas() {
        return replicas.size();
    }

    synchronized List<Integer> others(int replica) {
        return replicas.stream().filter(other -> other != replica).sorted().toList();
    }

    synchronized int activeReplicas() {
        return active.size();
    }

    synchronized List<Integer> activeOnes() {
        return active.stream().sorted().toList();
    }

    synchronized boolean isActive(int replica) {
        return active.contains(replica);
    }

    synchronized void addTable(TableName table, Optional<Integer> window) {
        int remembered = window.orElse(DEFAULT_WINDOW);
        tokens.computeIfAbsent(table, name -> new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, ReplicatedPart> eldest) {
                return size() > remembered;
            }
        });
    }

    synchronized void dropTables(String database, String tableOrNull) {
        tokens.keySet()
                .removeIf(name -> name.database().equals(database)
                        && (tableOrNull == null || name.table().equals(tableOrNull)));
        incomplete.removeIf(replicatedPart -> !tokens.containsKey(replicatedPart.table));
        notifyAll();
    }

    synchronized boolean isReplicated(TableName table) {
        return tokens.containsKey(table);
    }

    synchronized Set<TableName> tables() {
        return Set.copyOf(tokens.keySet());
    }

    /** Returns the part of an earlier insert with this token. */
    synchronized Optional<ReplicatedPart> find(TableName table, String token) {
        return Optional.ofNullable(tokens.getOrDefault(table, Map.of()).get(token));
    }

    /**
     * Registers a part with its token.
     *
     * @param token null for an insert that is not deduplicated
     * @return the part registered for this token, which may come from a concurrent insert
     */
    synchronized ReplicatedPart commit(String token, ReplicatedPart replicatedPart) {
        Map<String, ReplicatedPart> ofTable =
                tokens.computeIfAbsent(replicatedPart.table, name -> new LinkedHashMap<>());
        if (token != null) {
            ReplicatedPart earlier = ofTable.putIfAbsent(token, replicatedPart);
            if (earlier != null) {
                return earlier;
            }
        }
        replicatedPart.doubtful.addAll(cloning);
        incomplete.add(replicatedPart);
        notifyAll();
        return replicatedPart;
    }

    /** Records that a replica has the part; returns whether every replica has it now. */
    synchronized boolean copied(ReplicatedPart replicatedPart, int replica) {
        replicatedPart.copies.add(replica);
        replicatedPart.doubtful.remove(replica);
        notifyAll();
        if (replicatedPart.copies.containsAll(replicas)) {
            incomplete.remove(replicatedPart);
            return true;
        }
        return false;
    }

    synchronized void markDoubtful(ReplicatedPart replicatedPart, int replica) {
        replicatedPart.doubtful.add(replica);
    }

    synchronized boolean isDoubtful(ReplicatedPart replicatedPart, int replica) {
        return replicatedPart.doubtful.contains(replica);
    }

    synchronized boolean isGone(ReplicatedPart replicatedPart) {
        return replicatedPart.lost || !tokens.containsKey(replicatedPart.table);
    }

    synchronized boolean has(ReplicatedPart replicatedPart, int replica) {
        return replicatedPart.copies.contains(replica);
    }

    /** Returns whether a replica that the part can be copied from is active. */
    synchronized boolean hasActiveSource(ReplicatedPart replicatedPart) {
        return active.contains(replicatedPart.origin)
                || replicatedPart.copies.stream().anyMatch(active::contains);
    }

    synchronized List<ReplicatedPart> missingParts(int replica) {
        return incomplete.stream()
                .filter(replicatedPart -> !replicatedPart.copies.contains(replica))
                .toList();
    }

    synchronized long missingParts(int replica, TableName table) {
        return missingParts(replica).stream()
                .filter(replicatedPart -> replicatedPart.table.equals(table))
                .count();
    }

    /** Waits until a replica has every part of the tables that is registered by now, except lost ones. */
    synchronized boolean awaitCaughtUp(Set<TableName> tables, int replica, Duration limit) throws InterruptedException {
        List<ReplicatedPart> due = incomplete.stream()
                .filter(replicatedPart ->
                        tables.contains(replicatedPart.table) && !replicatedPart.copies.contains(replica))
                .toList();
        return due.isEmpty()
                || awaitBlocking(
                        () -> due.stream()
                                .allMatch(replicatedPart ->
                                        isGone(replicatedPart) || replicatedPart.copies.contains(replica)),
                        limit);
    }

    /** Waits until this number of replicas has the parts; false for a lost part. */
    synchronized boolean awaitCopies(List<ReplicatedPart> parts, int count, Duration limit)
            throws InterruptedException {
        BooleanSupplier copied = () -> parts.stream().allMatch(replicatedPart -> replicatedPart.copies.size() >= count);
        return copied.getAsBoolean() || awaitBlocking(copied, limit);
    }

    /** Waits until a request is blocked on a copy. */
    synchronized boolean awaitBlocked(Duration limit) throws InterruptedException {
        return await(() -> blocked > 0, limit);
    }

    private boolean awaitBlocking(BooleanSupplier condition, Duration limit) throws InterruptedException {
        blocked++;
        notifyAll();
        try {
            return await(condition, limit);
        } finally {
            blocked--;
        }
    }

    private boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private List<ReplicatedPart> finished() {
        List<ReplicatedPart> finished = new ArrayList<>();
        incomplete.removeIf(replicatedPart -> {
            boolean done = replicatedPart.lost || replicatedPart.copies.containsAll(replicas);
            if (done) {
                finished.add(replicatedPart);
            }
            return done;
        });
        return finished;
    }
}
