package io.arrowgate;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Sets how many files of checkpoints RocksDB collects before it merges some, for which Flink has no option.
 *
 * <p>Each checkpoint adds a file. With RocksDB's default of four, a few large files can take all places but one. Then each checkpoint is
 * merged into one of them, however little it has.
 */
public final class RocksDbCompaction implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1;

    static final int FILES = 12;
    /** Files from which on RocksDB delays writes, and from which on it stops them, in multiples of {@link #FILES}. */
    private static final int SLOWDOWN_FACTOR = 3;

    private static final int STOP_FACTOR = 5;

    @Override
    public DBOptions createDBOptions(DBOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
        return currentOptions;
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
        return currentOptions
                .setLevel0FileNumCompactionTrigger(FILES)
                .setLevel0SlowdownWritesTrigger(SLOWDOWN_FACTOR * FILES)
                .setLevel0StopWritesTrigger(STOP_FACTOR * FILES);
    }
}
