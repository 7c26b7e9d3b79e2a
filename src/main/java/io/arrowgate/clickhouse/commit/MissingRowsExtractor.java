package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.ArrowIpcEncoder;
import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.stream.ArrowFraming;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Extracts the missing rows of an encoded batch. */
final class MissingRowsExtractor {
    private final BufferAllocator allocator;

    MissingRowsExtractor(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * Returns the rows that are not present, in their original order, as an IPC stream with the batch's schema and dictionaries.
     *
     * @return empty if every row is present
     */
    Optional<ArrowPayload> extract(RowIdentities present, ArrowPayload batch) throws IOException {
        try (ArrowReader reader = reader(batch);
                VectorSchemaRoot rows = reader.getVectorSchemaRoot();
                VectorSchemaRoot missing = VectorSchemaRoot.create(rows.getSchema(), allocator)) {
            if (!reader.loadNextBatch()) {
                throw new IOException("the IPC stream or file has no record batch");
            }
            int count = copyMissing(present, rows, missing);
            return count == 0
                    ? Optional.empty()
                    : Optional.of(new ArrowPayload(ArrowIpcEncoder.encode(missing, reader, ArrowFraming.STREAM)));
        }
    }

    /** Returns whether one of the columns has a value in the batch. */
    boolean hasValues(ArrowPayload batch, Set<String> columns) throws IOException {
        try (ArrowReader reader = reader(batch);
                VectorSchemaRoot rows = reader.getVectorSchemaRoot()) {
            if (!reader.loadNextBatch()) {
                throw new IOException("the IPC stream or file has no record batch");
            }
            return rows.getFieldVectors().stream()
                    .filter(column -> columns.contains(column.getName()))
                    .anyMatch(column -> column.getNullCount() < rows.getRowCount());
        }
    }

    /** Returns whether the batch has a row that is not the first of its raw record. */
    boolean hasLaterRows(ArrowPayload batch) throws IOException {
        try (ArrowReader reader = reader(batch);
                VectorSchemaRoot rows = reader.getVectorSchemaRoot()) {
            if (!reader.loadNextBatch()) {
                throw new IOException("the IPC stream or file has no record batch");
            }
            for (int row = 0; row < rows.getRowCount(); row++) {
                if (rowInRecord(rows, row) != 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Returns the position of a row in its raw record. Batches of version 0.1.0 have one row for each record. */
    private static int rowInRecord(VectorSchemaRoot rows, int row) {
        IntVector column = (IntVector) rows.getVector(LineageColumns.ROW);
        return column == null ? 0 : column.get(row);
    }

    private static int copyMissing(RowIdentities present, VectorSchemaRoot rows, VectorSchemaRoot missing) {
        IntVector partitions = (IntVector) rows.getVector(LineageColumns.PARTITION);
        BigIntVector offsets = (BigIntVector) rows.getVector(LineageColumns.OFFSET);
        int count = 0;
        for (int row = 0; row < rows.getRowCount(); row++) {
            if (!present.contains(partitions.get(row), offsets.get(row), rowInRecord(rows, row))) {
                copyRow(rows, row, missing, count++);
            }
        }
        missing.setRowCount(count);
        return count;
    }

    private static void copyRow(VectorSchemaRoot from, int fromRow, VectorSchemaRoot to, int toRow) {
        for (int column = 0; column < from.getFieldVectors().size(); column++) {
            FieldVector source = from.getVector(column);
            to.getVector(column).copyFromSafe(fromRow, toRow, source);
        }
    }

    private ArrowReader reader(ArrowPayload batch) {
        return batch.isFile()
                ? new ArrowFileReader(
                        new ByteArrayReadableSeekableByteChannel(batch.bytes()),
                        allocator,
                        CommonsCompressionFactory.INSTANCE)
                : new ArrowStreamReader(
                        new ByteArrayInputStream(batch.bytes()), allocator, CommonsCompressionFactory.INSTANCE);
    }
}
