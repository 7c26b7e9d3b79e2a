package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.SpillFileMissingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Compares batches with the rows that the table has of them. For one thread. */
final class BatchRowCheck {
    /** Bound of the Arrow memory for taking one batch apart. */
    private static final long ARROW_MEMORY_BYTES = 512L << 20;

    private final ClickHouseClient client;
    private final BronzeTable table;
    private final ConsistentReads reads;

    BatchRowCheck(ClickHouseClient client, BronzeTable table, ConsistentReads reads) {
        this.client = client;
        this.table = table;
        this.reads = reads;
    }

    /** Reads which rows of the batch the table has. */
    RowIdentities presentRows(BatchCommittable batch) throws IOException, InterruptedException {
        return reads.query(table.rowCheckQuery(batch), RowIdentities::decode);
    }

    /**
     * Returns the rows of the batch that are not present, in their order.
     *
     * @return empty if every row is present
     * @throws SpillFileMissingException if some are missing, and so is the file that holds them
     */
    Optional<ArrowPayload> missingRows(BatchCommittable batch, RowIdentities present) throws IOException {
        ArrowPayload whole;
        try {
            whole = new ArrowPayload(batch.content().read());
        } catch (FileNotFoundException e) {
            checkThatFileIsNotNeeded(batch, present, e);
            return Optional.empty();
        }
        if (present.count() == 0) {
            return Optional.of(whole);
        }
        try (BufferAllocator allocator = new RootAllocator(ARROW_MEMORY_BYTES)) {
            return new MissingRowsExtractor(allocator).extract(present, whole);
        }
    }

    /** A spilled batch's file is deleted when all its rows are in the table. */
    private void checkThatFileIsNotNeeded(BatchCommittable batch, RowIdentities present, FileNotFoundException e)
            throws SpillFileMissingException {
        if (present.count() < batch.rows()) {
            throw new SpillFileMissingException(
                    ("The file of batch %s is gone (%s), but table %s has only %d of its %d rows. If they were removed on"
                                    + " purpose, restore a newer state; else bring the file back.")
                            .formatted(batch.id(), e.getMessage(), table.name(), present.count(), batch.rows()),
                    e);
        }
    }

    /** Returns whether one of the columns has a value in the batch. */
    boolean hasValues(BatchCommittable batch, Set<String> columns) throws IOException {
        try (BufferAllocator allocator = new RootAllocator(ARROW_MEMORY_BYTES)) {
            return new MissingRowsExtractor(allocator)
                    .hasValues(new ArrowPayload(batch.content().read()), columns);
        } catch (FileNotFoundException e) {
            return false; // Its rows were in the table long before.
        }
    }

    /**
     * Checks that as many replicas show every row of the batch as an insert would wait for. Rows that no acknowledgement stands
     * for may be on one replica only.
     */
    void checkQuorum(BatchCommittable batch) throws IOException, InterruptedException {
        int quorum = reads.quorum();
        if (quorum < 2 || client.otherEndpoints().size() + 1 < quorum) {
            return;
        }
        int copies = 1;
        for (RowIdentities there : reads.queryOthers(table.rowCheckQuery(batch), RowIdentities::decode)) {
            copies += missingRows(batch, there).isEmpty() ? 1 : 0;
        }
        if (copies < quorum) {
            throw RequestFailedException.quorumNotReached(copies, quorum);
        }
    }
}
