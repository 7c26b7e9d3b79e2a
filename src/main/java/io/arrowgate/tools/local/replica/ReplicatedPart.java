package io.arrowgate.tools.local.replica;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Describes one insert's rows of one table partition, as registered in Keeper. Guarded by its {@link SimulatedKeeper}.
 *
 * <p>The rows are in a file, which represents the disk of the replica that received the insert: they are lost with it unless
 * another replica has a copy.
 */
final class ReplicatedPart {
    final TableName table;
    final int origin;
    final Path rows;
    /** Replicas whose engine has the rows. */
    final Set<Integer> copies = new HashSet<>();
    /** Replicas whose engine may have the rows, because it was killed while inserting them. */
    final Set<Integer> doubtful = new HashSet<>();
    /** Whether the part is lost for all replicas. */
    boolean lost;

    ReplicatedPart(TableName table, int origin, Path rows) {
        this.table = table;
        this.origin = origin;
        this.rows = rows;
    }
}
