package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.ArrowAllocators;
import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Checks which rows of a batch are in the table and which are missing. For one thread. */
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

    /** Reads the identities of the batch's rows that are in the table. */
    RowIdentities presentRows(BatchCommittable batch) throws IOException, InterruptedException {
        return reads.query(query(batch), RowIdentities::decode);
    }

    private String query(BatchCommittable batch) throws IOException, InterruptedException {
        return table.rowCheckQuery(batch, tableChangeDetector.hasRowColumn());
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
        if (present.count() == 0) {
            return Optional.of(whole);
        }
        try (BufferAllocator allocator = ArrowAllocators.limited(ARROW_MEMORY_BYTES)) {
            return new MissingRowsExtractor(allocator).extract(present, whole);
        }
    }

    /** The file of a spilled batch is deleted once all its rows are in the table. */
    private void requireAllRowsPresent(BatchCommittable batch, RowIdentities present, FileNotFoundException e)
            throws SpillFileMissingException {
        if (present.count() < batch.rows()) {
            throw new SpillFileMissingException(
                    ("The spill file of batch %s does not exist (%s), but table %s has only %d of its %d rows. If the rows were"
                                    + " removed on purpose, restore a newer state; otherwise restore the file.")
                            .formatted(batch.id(), e.getMessage(), table.name(), present.count(), batch.rows()),
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

    /**
     * Checks that {@code clickhouse.insert-quorum} replicas show every row of the batch. Rows without an acknowledgement may be on one
     * replica only.
     */
    void checkQuorum(BatchCommittable batch) throws IOException, InterruptedException {
        int quorum = reads.quorum();
        if (quorum < 2 || client.otherEndpoints().size() + 1 < quorum) {
            return;
        }
        int copies = 1;
        for (RowIdentities present : reads.queryOthers(query(batch), RowIdentities::decode)) {
            copies += missingRows(batch, present).isEmpty() ? 1 : 0;
        }
        if (copies < quorum) {
            throw RequestFailedException.quorumNotReached(copies, quorum);
        }
    }

    /** Reports that a spill file and rows of its batch are missing; the message names the remedy. A restart would not help. */
    @ThrowableAnnotation(ThrowableType.NonRecoverableError)
    static final class SpillFileMissingException extends IOException {
        SpillFileMissingException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
