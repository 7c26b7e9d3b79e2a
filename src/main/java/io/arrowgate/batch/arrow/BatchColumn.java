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
 * Copies cells between the row buffer and the vector of one column.
 *
 * <p>Numbers and dictionary indices are accessed by memory address: an {@link ArrowBuf} checks bounds and reference count on each
 * access, which costs more than the access. So callers must keep {@code index} below the vector's capacity, and read only cells
 * that were set since {@link #begin}.
 */
public abstract class BatchColumn {
    public final int column;

    private BatchColumn(int column) {
        this.column = column;
    }

    /**
     * Creates the column of a vector.
     *
     * @param dictionary of the column if it is dictionary-encoded, else null
     * @param keptTextBytes largest text buffer that is reused; a larger one is released at the next {@link #begin}
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
            case STRING, JSON -> new Text(column, (VarCharVector) vector, keptTextBytes);
            case BOOLEAN -> new Bits(column, (BitVector) vector);
            case INT32, FLOAT32, DATE -> new Fixed32Column(column, definition.type(), (BaseFixedWidthVector) vector);
            case INT64, UINT64, FLOAT64, TIMESTAMP ->
                new Fixed64Column(column, definition.type(), (BaseFixedWidthVector) vector);
        };
    }

    /** Prepares the vector for a new batch. */
    abstract void begin();

    /** Sets the cell at {@code index}, which may be null. */
    abstract void append(int index, RowBuffer row);

    /** Copies the cell at {@code index} to the row buffer. */
    public abstract void read(int index, RowBuffer row);

    /**
     * Accesses fixed-width vectors. Every cell starts as non-null, so that only nulls change validity bits. Buffers are looked up
     * once a batch: a fixed-width vector keeps them until it is cleared.
     */
    public abstract static class FixedWidth extends BatchColumn {
        private final BaseFixedWidthVector vector;
        /** Memory address of the first cell. */
        public long address;

        ArrowBuf data;
        private ArrowBuf validity;
        /** True if any cell is null. */
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

    /** Stores the bits of the row buffer unchanged; nulls are zero. */
    public abstract static class Numbers extends FixedWidth {
        final ColumnType type;

        private Numbers(int column, ColumnType type, BaseFixedWidthVector vector) {
            super(column, vector);
            this.type = type;
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

        /** Returns the cells of these rows; NaN for null. */
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
            boolean isFloat = type.isFloat();
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
            boolean isFloat = type.isFloat();
            boolean isUnsigned = type == ColumnType.UINT64;
            for (int i = 0; i < numbers.length; i++) {
                long bits = bits(rows[i]);
                numbers[i] = isFloat ? Double.longBitsToDouble(bits) : isUnsigned ? unsigned(bits) : bits;
            }
        }

        /** Returns the nearest double of an unsigned number. */
        private static double unsigned(long bits) {
            // Halving keeps the lowest bit, so that the result is rounded once.
            return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
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

        /** Returns the dictionary index of the cell's value; 0 for null. */
        public int number(int index) {
            return MemoryUtil.getInt(address + ((long) index << 2));
        }

        /** Returns the number of values in the dictionary. */
        public int values() {
            return dictionary.size();
        }

        /** Returns the bytes of the distinct values. */
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
        /** Largest data buffer that is reused; a larger one is released for other columns. */
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
