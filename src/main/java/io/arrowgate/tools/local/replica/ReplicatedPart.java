package io.arrowgate.tools.local.replica;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * One insert's rows of one table partition, as Keeper knows them. Guarded by its {@link SimulatedKeeper}.
 *
 * <p>The rows are in a file, which stands for the disk of the replica that took the insert: they are lost with it unless another
 * replica has a copy.
 */
final class ReplicatedPart {
    final TableName table;
    final int origin;
    final Path rows;
    /** Replicas whose engine shows the rows. */
    final Set<Integer> copies = new HashSet<>();
    /** Replicas whose engine may show the rows: it was killed while it took them. */
    final Set<Integer> doubtful = new HashSet<>();
    /** Whether no replica will ever have it. */
    boolean lost;

    ReplicatedPart(TableName table, int origin, Path rows) {
        this.table = table;
        this.origin = origin;
        this.rows = rows;
    }
}
