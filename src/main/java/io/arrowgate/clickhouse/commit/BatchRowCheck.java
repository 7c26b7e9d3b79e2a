package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.ArrowAllocators;
import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Checks which rows of batches are in the table and which are missing. For one thread. */
final class BatchRowCheck {
    /** Limits the Arrow memory for decoding one batch. */
    private static final long ARROW_MEMORY_BYTES = 512L << 20;

    private final ClickHouseClient client;
    private final BronzeTable table;
    private final TableChangeDetector tableChangeDetector;
    private final ConsistentReads reads;

    BatchRowCheck(
            ClickHouseClient client,
            BronzeTable table,
            TableChangeDetector tableChangeDetector,
            ConsistentReads reads) {
        this.client = client;
        this.table = table;
        this.tableChangeDetector = tableChangeDetector;
        this.reads = reads;
    }

    /**
     * Reads the identities of rows that are in the table.
     *
     * @param batches batches that one query may cover, as {@link RowCheckGroup} selects them
     * @return all rows of the batches, and possibly others
     */
    RowIdentities presentRows(Collection<BatchCommittable> batches) throws IOException, InterruptedException {
        return batches.isEmpty() ? RowIdentities.NONE : reads.query(query(batches), RowIdentities::decode);
    }

    private String query(Collection<BatchCommittable> batches) throws IOException, InterruptedException {
        return table.rowCheckQuery(batches, tableChangeDetector.hasRowColumn());
    }

    /**
     * Returns the missing rows of the batch in their original order.
     *
     * @return empty if every row is present
     * @throws SpillFileMissingException if rows are missing and the batch's spill file does not exist any more
     */
    Optional<ArrowPayload> missingRows(BatchCommittable batch, RowIdentities present) throws IOException {
        ArrowPayload whole;
        try {
            whole = new ArrowPayload(batch.content().read());
        } catch (FileNotFoundException e) {
            requireAllRowsPresent(batch, present, e);
            return Optional.empty();
        }
        if (present.count(batch.id()) == 0) {
            return Optional.of(whole);
        }
        try (BufferAllocator allocator = ArrowAllocators.limited(ARROW_MEMORY_BYTES)) {
            return new MissingRowsExtractor(allocator).extract(present, whole);
        }
    }

    /** The file of a spilled batch is deleted once all its rows are in the table. */
    private void requireAllRowsPresent(BatchCommittable batch, RowIdentities present, FileNotFoundException e)
            throws SpillFileMissingException {
        int rowsPresent = present.count(batch.id());
        if (rowsPresent < batch.rows()) {
            throw new SpillFileMissingException(
                    ("The spill file of batch %s does not exist (%s), but table %s has only %d of its %d rows. If the rows were"
                                    + " removed on purpose, restore a newer state; otherwise restore the file.")
                            .formatted(batch.id(), e.getMessage(), table.name(), rowsPresent, batch.rows()),
                    e);
        }
    }

    /**
     * Checks that a table without {@link io.arrowgate.batch.arrow.LineageColumns#ROW} can identify the rows of a batch.
     *
     * @throws RequestFailedException if the batch has several rows of one raw record
     */
    void requireFirstRows(ArrowPayload batch) throws IOException {
        try (BufferAllocator allocator = ArrowAllocators.limited(ARROW_MEMORY_BYTES)) {
            if (new MissingRowsExtractor(allocator).hasLaterRows(batch)) {
                throw RequestFailedException.rowColumnMissing(table.name());
            }
        }
    }

    /** Returns whether one of the columns has a value in the batch. */
    boolean hasValues(BatchCommittable batch, Set<String> columns) throws IOException {
        try (BufferAllocator allocator = ArrowAllocators.limited(ARROW_MEMORY_BYTES)) {
            return new MissingRowsExtractor(allocator)
                    .hasValues(new ArrowPayload(batch.content().read()), columns);
        } catch (FileNotFoundException e) {
            return false; // The file was deleted because the rows were in the table already.
        }
    }

    /** Reads the same as {@link #presentRows} from each of the other servers, if {@code clickhouse.insert-quorum} needs them. */
    List<RowIdentities> presentRowsOnOthers(Collection<BatchCommittable> batches)
            throws IOException, InterruptedException {
        return batches.isEmpty() || !canCheckQuorum()
                ? List.of()
                : reads.queryOthers(query(batches), RowIdentities::decode);
    }

    /**
     * Checks that {@code clickhouse.insert-quorum} replicas show every row of the batch. Rows without an acknowledgement may be on one
     * replica only.
     *
     * @param onOthers result of {@link #presentRowsOnOthers} for the batch
     */
    void requireQuorum(BatchCommittable batch, List<RowIdentities> onOthers) throws IOException, InterruptedException {
        if (!canCheckQuorum()) {
            return;
        }
        int copies = 1;
        for (RowIdentities present : onOthers) {
            copies += missingRows(batch, present).isEmpty() ? 1 : 0;
        }
        if (copies < reads.quorum()) {
            throw RequestFailedException.quorumNotReached(copies, reads.quorum());
        }
    }

    private boolean canCheckQuorum() throws IOException, InterruptedException {
        int quorum = reads.quorum();
        return quorum >= 2 && client.otherEndpoints().size() + 1 >= quorum;
    }

    /** Reports that a spill file and rows of its batch are missing; the message names the remedy. A restart would not help. */
    @ThrowableAnnotation(ThrowableType.NonRecoverableError)
    static final class SpillFileMissingException extends IOException {
        SpillFileMissingException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
