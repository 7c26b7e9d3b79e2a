package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.ArrowFraming;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Decodes the rows of one message of an Arrow topic. Owns their memory until it is closed. */
final class ArrowMessageRows implements AutoCloseable {
    private final StreamDefinition stream;
    private final ArrowReader reader;
    private final VectorSchemaRoot root;

    ArrowMessageRows(StreamDefinition stream, byte[] message, String contentType, BufferAllocator allocator)
            throws IOException {
        this.stream = stream;
        CommonsCompressionFactory codecs = CommonsCompressionFactory.INSTANCE;
        reader = contentType.equals(ArrowFraming.FILE.contentType())
                ? new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(message), allocator, codecs)
                : new ArrowStreamReader(new ByteArrayInputStream(message), allocator, codecs);
        try {
            root = reader.getVectorSchemaRoot();
            reader.loadNextBatch();
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    int count() {
        return root.getRowCount();
    }

    /** Returns the nullable columns of the stream that the message lacks. */
    Set<String> lacking() {
        return stream.columns().stream()
                .filter(column -> !column.required() && root.getVector(column.name()) == null)
                .map(ColumnDefinition::name)
                .collect(Collectors.toSet());
    }

    int partition(int row) {
        return ((IntVector) root.getVector(LineageColumns.PARTITION)).get(row);
    }

    /** Returns the position of a row in its partition. Batches of version 0.1.0 have one row for each record. */
    RowPosition position(int row) {
        IntVector rowInRecord = (IntVector) root.getVector(LineageColumns.ROW);
        return new RowPosition(
                ((BigIntVector) root.getVector(LineageColumns.OFFSET)).get(row),
                rowInRecord == null ? 0 : rowInRecord.get(row));
    }

    /** Returns whether version 0.1.0 wrote the message. */
    boolean isOfVersion010() {
        return root.getVector(LineageColumns.ROW) == null;
    }

    /** Copies a row's columns into {@code slots}; columns that the message lacks become null. */
    void read(int row, RowBuffer slots) throws IOException {
        int columns = stream.columns().size();
        for (int i = 0; i < columns; i++) {
            read(root.getVector(stream.columns().get(i).name()), row, i, slots);
        }
        read(root.getVector(LineageColumns.INGESTED_AT), row, columns, slots);
    }

    private void read(FieldVector vector, int row, int column, RowBuffer slots) throws IOException {
        if (vector == null || vector.isNull(row)) {
            slots.setNull(column);
        } else if (vector.getField().getDictionary() != null) {
            Dictionary dictionary = reader.getDictionaryVectors()
                    .get(vector.getField().getDictionary().getId());
            setText((VarCharVector) dictionary.getVector(), ((IntVector) vector).get(row), column, slots);
        } else if (vector instanceof VarCharVector text) {
            setText(text, row, column, slots);
        } else if (vector instanceof BitVector bits) {
            slots.setBits(column, bits.get(row));
        } else {
            BaseFixedWidthVector fixed = (BaseFixedWidthVector) vector;
            boolean wide = fixed.getTypeWidth() == Long.BYTES;
            slots.setBits(
                    column,
                    wide
                            ? fixed.getDataBuffer().getLong((long) row * Long.BYTES)
                            : fixed.getDataBuffer().getInt((long) row * Integer.BYTES));
        }
    }

    private static void setText(VarCharVector vector, int index, int column, RowBuffer slots) {
        byte[] bytes = vector.get(index);
        slots.setBytes(column, bytes, 0, bytes.length);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
