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
 * Plays Keeper: knows the replicated tables, their deduplication tokens and their parts, and which replica has which part. A part
 * and its token are registered in one step, for all replicas at once.
 */
final class SimulatedKeeper {
    /** The real server's default of replicated_deduplication_window. */
    private static final int DEFAULT_WINDOW = 10_000;

    private final Map<TableName, Map<String, ReplicatedPart>> tokens = new HashMap<>();
    /** Those that a replica still lacks, in the order of their registration. */
    private final Set<ReplicatedPart> incomplete = new LinkedHashSet<>();

    /** Requests that wait for copies. */
    private int blocked;

    private final Set<Integer> replicas = new HashSet<>();
    private final Set<Integer> active = new HashSet<>();
    /** Replicas that are being filled from another one, and so may get a part that way, too. */
    private final Set<Integer> cloning = new HashSet<>();

    /** Registers a replica, which is then active. */
    synchronized void join(int replica) {
        replicas.add(replica);
        active.add(replica);
        notifyAll();
    }

    /** Registers an empty replica, which is not active before {@link #setActive}. */
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

    /** Forgets a replica and its disk, as SYSTEM DROP REPLICA does: a part that only it had is lost forever. */
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

    /** Forgets what a replica has, whose parts are in shared storage. */
    synchronized void wipe(int replica) {
        incomplete.forEach(replicatedPart -> replicatedPart.copies.remove(replica));
    }

    /** How many replicas a table has, whether they live or not. */
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

    /** The part that an earlier insert of this token made. */
    synchronized Optional<ReplicatedPart> find(TableName table, String token) {
        return Optional.ofNullable(tokens.getOrDefault(table, Map.of()).get(token));
    }

    /**
     * Registers a part with its token.
     *
     * @param token null for an insert that is not deduplicated
     * @return the part of this token: another one if somebody was faster
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

    /** Notes that a replica shows the part; returns whether every replica does now. */
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

    /** Whether one of the replicas that a part could be copied from is active. */
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

    /** Waits until a replica shows every part of the tables that is registered by now, except those that are lost. */
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

    /** Waits until so many replicas show the parts; a part that is lost never gets there. */
    synchronized boolean awaitCopies(List<ReplicatedPart> parts, int count, Duration limit)
            throws InterruptedException {
        BooleanSupplier copied = () -> parts.stream().allMatch(replicatedPart -> replicatedPart.copies.size() >= count);
        return copied.getAsBoolean() || awaitBlocking(copied, limit);
    }

    /** Waits until a request waits for copies. */
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
