package io.arrowgate.tools.verify.compare;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a ClickHouse response in RowBinary format row by row: offset and position in the record, and optionally the columns, all nullable. The
 * format has neither header nor end marker, so the request must ensure that the response is complete.
 */
final class RowBinaryReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final StreamDefinition stream;
    private final BufferedInputStream buffer;
    private final DataInputStream in;
    private final RowBuffer row;
    private long offset;
    private int rowInRecord;

    /** @param row receives the columns of each row; null if the response has no columns */
    RowBinaryReader(StreamDefinition stream, InputStream answer, RowBuffer row) {
        this.stream = stream;
        buffer = new BufferedInputStream(answer, BUFFER_BYTES);
        in = new DataInputStream(buffer);
        this.row = row;
    }

    /** Reads a row; returns false at the end. */
    boolean next() throws IOException {
        buffer.mark(1);
        if (buffer.read() < 0) {
            return false;
        }
        buffer.reset();
        offset = readLong();
        rowInRecord = Integer.reverseBytes(in.readInt());
        if (row != null) {
            readColumns();
        }
        return true;
    }

    long offset() {
        return offset;
    }

    int rowInRecord() {
        return rowInRecord;
    }

    private void readColumns() throws IOException {
        int columns = stream.columns().size();
        for (int i = 0; i < columns; i++) {
            if (in.readBoolean()) {
                row.setNull(i);
            } else {
                readCell(i, stream.columns().get(i));
            }
        }
        row.setBits(columns, readLong());
    }

    private void readCell(int column, ColumnDefinition definition) throws IOException {
        switch (definition.type()) {
            case STRING, JSON -> readString(column);
            case BOOLEAN -> row.setBits(column, in.readUnsignedByte());
            case INT32, FLOAT32, DATE -> row.setBits(column, Integer.reverseBytes(in.readInt()));
            case INT64, UINT64, FLOAT64, TIMESTAMP -> row.setBits(column, readLong());
        }
    }

    private void readString(int column) throws IOException {
        byte[] bytes = new byte[readVarInt()];
        in.readFully(bytes);
        row.setBytes(column, bytes, 0, bytes.length);
    }

    /** Reads a LEB128 number. */
    private int readVarInt() throws IOException {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int read = in.readUnsignedByte();
            value |= (read & 0x7f) << shift;
            if (read < 0x80) {
                return value;
            }
        }
        throw new EOFException("the length of a string exceeds 32 bits");
    }

    private long readLong() throws IOException {
        return Long.reverseBytes(in.readLong());
    }
}
