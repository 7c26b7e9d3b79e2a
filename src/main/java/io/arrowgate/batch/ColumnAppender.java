package io.arrowgate.batch;

import io.arrowgate.ingest.RowSlots;
import io.arrowgate.stream.ColumnDefinition;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;

/**
 * Copies one column's slot into its vector of the open batch.
 *
 * <p>Numbers and dictionary indices are written to their addresses: a write into an {@link ArrowBuf} first asks for its bounds and
 * its reference count, which costs more than the value. So callers must keep {@code index} below the vector's capacity.
 */
abstract class ColumnAppender {
    final int column;

    private ColumnAppender(int column) {
        this.column = column;
    }

    /**
     * The appender for a column.
     *
     * @param dictionary of the column if it is dictionary-encoded, else null
     */
    static ColumnAppender of(
            int column, ColumnDefinition definition, FieldVector vector, DictionaryBuilder dictionary) {
        if (dictionary != null) {
            return new Dictionary(column, (BaseFixedWidthVector) vector, dictionary);
        }
        return switch (definition.type()) {
            case STRING -> new Text(column, (VarCharVector) vector);
            case BOOLEAN -> new Bits(column, (BitVector) vector);
            case INT32, FLOAT32, DATE -> new FourBytes(column, (BaseFixedWidthVector) vector);
            case INT64, FLOAT64, TIMESTAMP -> new EightBytes(column, (BaseFixedWidthVector) vector);
        };
    }

    /** Prepares the vector for a new batch. */
    abstract void begin();

    /** Sets the cell of {@code index}, null included. */
    abstract void append(int index, RowSlots row);

    /**
     * Vectors of fixed width: every cell starts out as present, so that only a null has to touch the validity bits. Buffers are
     * looked up at the start of a batch, not for every cell: a fixed-width vector keeps them until it is cleared.
     */
    abstract static class FixedWidth extends ColumnAppender {
        private final BaseFixedWidthVector vector;
        /** Of the first cell. */
        long address;

        ArrowBuf data;
        private ArrowBuf validity;

        private FixedWidth(int column, BaseFixedWidthVector vector) {
            super(column);
            this.vector = vector;
        }

        @Override
        void begin() {
            data = vector.getDataBuffer();
            address = data.memoryAddress();
            validity = vector.getValidityBuffer();
            validity.setOne(0, validity.capacity());
        }

        @Override
        final void append(int index, RowSlots row) {
            if (row.isNull(column)) {
                setNull(index);
            } else {
                set(index, row);
            }
        }

        void setNull(int index) {
            BitVectorHelper.unsetBit(validity, index);
        }

        abstract void set(int index, RowSlots row);
    }

    static final class FourBytes extends FixedWidth {
        private FourBytes(int column, BaseFixedWidthVector vector) {
            super(column, vector);
        }

        @Override
        void set(int index, RowSlots row) {
            MemoryUtil.putInt(address + ((long) index << 2), (int) row.bits(column));
        }

        @Override
        void setNull(int index) {
            super.setNull(index);
            MemoryUtil.putInt(address + ((long) index << 2), 0);
        }
    }

    static final class EightBytes extends FixedWidth {
        private EightBytes(int column, BaseFixedWidthVector vector) {
            super(column, vector);
        }

        @Override
        void set(int index, RowSlots row) {
            MemoryUtil.putLong(address + ((long) index << 3), row.bits(column));
        }

        @Override
        void setNull(int index) {
            super.setNull(index);
            MemoryUtil.putLong(address + ((long) index << 3), 0);
        }
    }

    static final class Dictionary extends FixedWidth {
        private final DictionaryBuilder dictionary;

        private Dictionary(int column, BaseFixedWidthVector vector, DictionaryBuilder dictionary) {
            super(column, vector);
            this.dictionary = dictionary;
        }

        @Override
        void set(int index, RowSlots row) {
            int value = dictionary.indexOf(row.bytes(column), row.start(column), row.length(column));
            MemoryUtil.putInt(address + ((long) index << 2), value);
        }

        @Override
        void setNull(int index) {
            super.setNull(index);
            MemoryUtil.putInt(address + ((long) index << 2), 0);
        }

        /** Of the values: what is known already takes no room. */
        int variableBytes() {
            return dictionary.valueBytes();
        }
    }

    static final class Bits extends FixedWidth {
        private Bits(int column, BitVector vector) {
            super(column, vector);
        }

        @Override
        void set(int index, RowSlots row) {
            BitVectorHelper.setValidityBit(data, index, (int) row.bits(column));
        }

        @Override
        void setNull(int index) {
            super.setNull(index);
            BitVectorHelper.unsetBit(data, index);
        }
    }

    static final class Text extends ColumnAppender {
        /** A buffer that one batch made larger than this is given back: other columns may need the memory next time. */
        private static final long KEPT_BYTES = 8 << 20;

        private final VarCharVector vector;
        private final int capacity;
        private int bytes;

        private Text(int column, VarCharVector vector) {
            super(column);
            this.vector = vector;
            capacity = vector.getValueCapacity();
        }

        @Override
        void begin() {
            if (vector.getDataBuffer().capacity() > KEPT_BYTES) {
                vector.allocateNew(KEPT_BYTES, capacity);
            }
            vector.reset();
            bytes = 0;
        }

        @Override
        void append(int index, RowSlots row) {
            if (row.isNull(column)) {
                vector.setNull(index);
            } else {
                vector.setSafe(index, row.bytes(column), row.start(column), row.length(column));
                bytes += row.length(column);
            }
        }

        int variableBytes() {
            return bytes;
        }
    }
}
