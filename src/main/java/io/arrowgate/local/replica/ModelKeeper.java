package io.arrowgate.local.replica;

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
final class ModelKeeper {
    /** The real server's default of replicated_deduplication_window. */
    private static final int DEFAULT_WINDOW = 10_000;

    private final Map<TableName, Map<String, Part>> tokens = new HashMap<>();
    /** Those that a replica still lacks, in the order of their registration. */
    private final Set<Part> incomplete = new LinkedHashSet<>();

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
        incomplete.forEach(part -> part.doubtful.add(replica));
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
    synchronized List<Part> drop(int replica) {
        replicas.remove(replica);
        active.remove(replica);
        for (Part part : incomplete) {
            part.copies.remove(replica);
            part.doubtful.remove(replica);
            part.lost = part.copies.isEmpty();
        }
        List<Part> finished = finished();
        notifyAll();
        return finished;
    }

    /** Forgets what a replica has, whose parts are in shared storage. */
    synchronized void wipe(int replica) {
        incomplete.forEach(part -> part.copies.remove(replica));
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
            protected boolean removeEldestEntry(Map.Entry<String, Part> eldest) {
                return size() > remembered;
            }
        });
    }

    synchronized void dropTables(String database, String tableOrNull) {
        tokens.keySet()
                .removeIf(name -> name.database().equals(database)
                        && (tableOrNull == null || name.table().equals(tableOrNull)));
        incomplete.removeIf(part -> !tokens.containsKey(part.table));
        notifyAll();
    }

    synchronized boolean isReplicated(TableName table) {
        return tokens.containsKey(table);
    }

    synchronized Set<TableName> tables() {
        return Set.copyOf(tokens.keySet());
    }

    /** The part that an earlier insert of this token made. */
    synchronized Optional<Part> find(TableName table, String token) {
        return Optional.ofNullable(tokens.getOrDefault(table, Map.of()).get(token));
    }

    /**
     * Registers a part with its token.
     *
     * @param token null for an insert that is not deduplicated
     * @return the part of this token: another one if somebody was faster
     */
    synchronized Part commit(String token, Part part) {
        Map<String, Part> ofTable = tokens.computeIfAbsent(part.table, name -> new LinkedHashMap<>());
        if (token != null) {
            Part earlier = ofTable.putIfAbsent(token, part);
            if (earlier != null) {
                return earlier;
            }
        }
        part.doubtful.addAll(cloning);
        incomplete.add(part);
        notifyAll();
        return part;
    }

    /** Notes that a replica shows the part; returns whether every replica does now. */
    synchronized boolean copied(Part part, int replica) {
        part.copies.add(replica);
        part.doubtful.remove(replica);
        notifyAll();
        if (part.copies.containsAll(replicas)) {
            incomplete.remove(part);
            return true;
        }
        return false;
    }

    synchronized void doubt(Part part, int replica) {
        part.doubtful.add(replica);
    }

    synchronized boolean isDoubtful(Part part, int replica) {
        return part.doubtful.contains(replica);
    }

    synchronized boolean isGone(Part part) {
        return part.lost || !tokens.containsKey(part.table);
    }

    synchronized boolean has(Part part, int replica) {
        return part.copies.contains(replica);
    }

    /** Whether one of the replicas that a part could be copied from is active. */
    synchronized boolean hasActiveSource(Part part) {
        return active.contains(part.origin) || part.copies.stream().anyMatch(active::contains);
    }

    synchronized List<Part> lackedBy(int replica) {
        return incomplete.stream()
                .filter(part -> !part.copies.contains(replica))
                .toList();
    }

    synchronized long lackedBy(int replica, TableName table) {
        return lackedBy(replica).stream()
                .filter(part -> part.table.equals(table))
                .count();
    }

    /** Waits until a replica shows every part of the tables that is registered by now, except those that are lost. */
    synchronized boolean awaitCaughtUp(Set<TableName> tables, int replica, Duration limit) throws InterruptedException {
        List<Part> due = incomplete.stream()
                .filter(part -> tables.contains(part.table) && !part.copies.contains(replica))
                .toList();
        return due.isEmpty()
                || awaitBlocking(
                        () -> due.stream().allMatch(part -> isGone(part) || part.copies.contains(replica)), limit);
    }

    /** Waits until so many replicas show the parts; a part that is lost never gets there. */
    synchronized boolean awaitCopies(List<Part> parts, int count, Duration limit) throws InterruptedException {
        BooleanSupplier copied = () -> parts.stream().allMatch(part -> part.copies.size() >= count);
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

    private List<Part> finished() {
        List<Part> finished = new ArrayList<>();
        incomplete.removeIf(part -> {
            boolean done = part.lost || part.copies.containsAll(replicas);
            if (done) {
                finished.add(part);
            }
            return done;
        });
        return finished;
    }
}
