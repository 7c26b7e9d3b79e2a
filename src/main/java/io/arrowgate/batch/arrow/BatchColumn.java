package io.arrowgate.batch.arrow;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;

/**
 * One column of the open batch: copies its slot of a row into its vector, and reads it back.
 *
 * <p>Numbers and dictionary indices are written to and read from their addresses: access to an {@link ArrowBuf} first asks for its
 * bounds and its reference count, which costs more than the value. So callers must keep {@code index} below the vector's capacity,
 * and read only cells that were set since {@link #begin}.
 */
public abstract class BatchColumn {
    public final int column;

    private BatchColumn(int column) {
        this.column = column;
    }

    /**
     * The column over its vector.
     *
     * @param dictionary of the column if it is dictionary-encoded, else null
     * @param keptTextBytes of a buffer of text that is reused; a larger one is released at the next {@link #begin}
     */
    static BatchColumn of(
            int column,
            ColumnDefinition definition,
            FieldVector vector,
            DictionaryBuilder dictionary,
            int keptTextBytes) {
        if (dictionary != null) {
            return new Dictionary(column, (BaseFixedWidthVector) vector, dictionary);
        }
        return switch (definition.type()) {
            case STRING -> new Text(column, (VarCharVector) vector, keptTextBytes);
            case BOOLEAN -> new Bits(column, (BitVector) vector);
            case INT32, FLOAT32, DATE -> new Fixed32Column(column, definition.type(), (BaseFixedWidthVector) vector);
            case INT64, FLOAT64, TIMESTAMP ->
                new Fixed64Column(column, definition.type(), (BaseFixedWidthVector) vector);
        };
    }

    /** Prepares the vector for a new batch. */
    abstract void begin();

    /** Sets the cell of {@code index}, null included. */
    abstract void append(int index, RowBuffer row);

    /** Fills the column's slot with the cell of {@code index}. */
    public abstract void read(int index, RowBuffer row);

    /**
     * Vectors of fixed width: every cell starts out as present, so that only a null has to touch the validity bits. Buffers are
     * looked up at the start of a batch, not for every cell: a fixed-width vector keeps them until it is cleared.
     */
    public abstract static class FixedWidth extends BatchColumn {
        private final BaseFixedWidthVector vector;
        /** Of the first cell. */
        public long address;

        ArrowBuf data;
        private ArrowBuf validity;
        /** Whether there is a null among the cells. */
        boolean hasNulls;

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
            hasNulls = false;
        }

        @Override
        final void append(int index, RowBuffer row) {
            if (row.isNull(column)) {
                setNull(index);
            } else {
                set(index, row);
            }
        }

        void setNull(int index) {
            BitVectorHelper.unsetBit(validity, index);
            hasNulls = true;
        }

        abstract void set(int index, RowBuffer row);

        @Override
        public final void read(int index, RowBuffer row) {
            if (isNull(index)) {
                row.setNull(column);
            } else {
                get(index, row);
            }
        }

        public final boolean isNull(int index) {
            return hasNulls && BitVectorHelper.get(validity, index) == 0;
        }

        abstract void get(int index, RowBuffer row);
    }

    /** Cells that are the slot's bits as they are; those of nulls are zero. */
    public abstract static class Numbers extends FixedWidth {
        final boolean isFloat;

        private Numbers(int column, ColumnType type, BaseFixedWidthVector vector) {
            super(column, vector);
            isFloat = type == ColumnType.FLOAT32 || type == ColumnType.FLOAT64;
        }

        abstract void put(int index, long bits);

        abstract long bits(int index);

        @Override
        final void set(int index, RowBuffer row) {
            put(index, row.bits(column));
        }

        @Override
        final void setNull(int index) {
            super.setNull(index);
            put(index, 0);
        }

        @Override
        final void get(int index, RowBuffer row) {
            row.setBits(column, bits(index));
        }

        /** The cells of these rows; NaN for null. */
        public final double[] gather(int[] rows) {
            double[] numbers = new double[rows.length];
            gather(rows, numbers);
            if (hasNulls) {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = isNull(rows[i]) ? Double.NaN : numbers[i];
                }
            }
            return numbers;
        }

        abstract void gather(int[] rows, double[] numbers);
    }

    static final class Fixed32Column extends Numbers {
        private Fixed32Column(int column, ColumnType type, BaseFixedWidthVector vector) {
            super(column, type, vector);
        }

        @Override
        void put(int index, long bits) {
            MemoryUtil.putInt(address + ((long) index << 2), (int) bits);
        }

        @Override
        long bits(int index) {
            return MemoryUtil.getInt(address + ((long) index << 2));
        }

        @Override
        void gather(int[] rows, double[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                long bits = bits(rows[i]);
                numbers[i] = isFloat ? Float.intBitsToFloat((int) bits) : bits;
            }
        }
    }

    public static final class Fixed64Column extends Numbers {
        private Fixed64Column(int column, ColumnType type, BaseFixedWidthVector vector) {
            super(column, type, vector);
        }

        @Override
        void put(int index, long bits) {
            MemoryUtil.putLong(address + ((long) index << 3), bits);
        }

        @Override
        long bits(int index) {
            return MemoryUtil.getLong(address + ((long) index << 3));
        }

        @Override
        void gather(int[] rows, double[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                long bits = bits(rows[i]);
                numbers[i] = isFloat ? Double.longBitsToDouble(bits) : bits;
            }
        }
    }

    public static final class Dictionary extends FixedWidth {
        private final DictionaryBuilder dictionary;

        private Dictionary(int column, BaseFixedWidthVector vector, DictionaryBuilder dictionary) {
            super(column, vector);
            this.dictionary = dictionary;
        }

        @Override
        void set(int index, RowBuffer row) {
            int value = dictionary.indexOf(row.bytes(column), row.start(column), row.length(column));
            MemoryUtil.putInt(address + ((long) index << 2), value);
        }

        @Override
        void setNull(int index) {
            super.setNull(index);
            MemoryUtil.putInt(address + ((long) index << 2), 0);
        }

        @Override
        void get(int index, RowBuffer row) {
            dictionary.read(number(index), column, row);
        }

        /** The number of the cell's value in the dictionary; 0 for null. */
        public int number(int index) {
            return MemoryUtil.getInt(address + ((long) index << 2));
        }

        /** How many values the dictionary has. */
        public int values() {
            return dictionary.size();
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
        void set(int index, RowBuffer row) {
            BitVectorHelper.setValidityBit(data, index, (int) row.bits(column));
        }

        @Override
        void setNull(int index) {
            super.setNull(index);
            BitVectorHelper.unsetBit(data, index);
        }

        @Override
        void get(int index, RowBuffer row) {
            row.setBits(column, BitVectorHelper.get(data, index));
        }
    }

    public static final class Text extends BatchColumn {
        private final VarCharVector vector;
        private final int capacity;
        /** Of the data buffer: other columns may need the memory of a larger one next time. */
        private final long keptBytes;

        private int bytes;

        private Text(int column, VarCharVector vector, int keptBytes) {
            super(column);
            this.vector = vector;
            this.keptBytes = keptBytes;
            capacity = vector.getValueCapacity();
        }

        @Override
        void begin() {
            if (vector.getDataBuffer().capacity() > keptBytes) {
                vector.allocateNew(keptBytes, capacity);
            }
            vector.reset();
            bytes = 0;
        }

        @Override
        void append(int index, RowBuffer row) {
            if (row.isNull(column)) {
                vector.setNull(index);
            } else {
                vector.setSafe(index, row.bytes(column), row.start(column), row.length(column));
                bytes += row.length(column);
            }
        }

        @Override
        public void read(int index, RowBuffer row) {
            if (vector.isNull(index)) {
                row.setNull(column);
            } else {
                byte[] text = vector.get(index);
                row.setBytes(column, text, 0, text.length);
            }
        }

        int variableBytes() {
            return bytes;
        }
    }
}
