package io.arrowgate.batch.series;

import io.arrowgate.common.CustomTypeInfo;
import io.arrowgate.common.WireSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes series slices between tasks. */
public final class SeriesSlicesSerializer extends WireSerializer<SeriesSlices> {
    private byte[] scratch = new byte[0];

    /** Returns the type information of series slices. */
    public static CustomTypeInfo<SeriesSlices> typeInfo() {
        return new CustomTypeInfo<>(SeriesSlices.class, new SeriesSlicesSerializer());
    }

    /** Creates a copy for another thread, because instances have scratch space. */
    @Override
    public SeriesSlicesSerializer duplicate() {
        return new SeriesSlicesSerializer();
    }

    @Override
    public void serialize(SeriesSlices slices, DataOutputView target) throws IOException {
        target.writeInt(slices.key());
        target.writeInt(slices.subtask());
        target.writeInt(slices.rows());
        if (slices.rows() == 0) {
            return;
        }
        writeText(slices.topicId(), target);
        target.writeLong(slices.newestTimestampMillis());
        target.writeInt(slices.names().length);
        for (int i = 0; i < slices.names().length; i++) {
            writeText(slices.names()[i], target);
            target.writeInt(slices.ends()[i]);
        }
        target.writeInt(slices.values().length);
        writeLongs(slices.timesMicros(), target);
        writeInts(slices.partitions(), target);
        writeLongs(slices.offsets(), target);
        target.writeBoolean(slices.rowsInRecords() != null);
        if (slices.rowsInRecords() != null) {
            writeInts(slices.rowsInRecords(), target);
        }
        for (double[] field : slices.values()) {
            writeDoubles(field, target);
        }
    }

    @Override
    public SeriesSlices deserialize(DataInputView source) throws IOException {
        int key = source.readInt();
        int subtask = source.readInt();
        int rows = source.readInt();
        if (rows == 0) {
            return SeriesSlices.heartbeat(key, subtask);
        }
        String topicId = readText(source);
        long newestTimestampMillis = source.readLong();
        String[] names = new String[source.readInt()];
        int[] ends = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = readText(source);
            ends[i] = source.readInt();
        }
        double[][] values = new double[source.readInt()][];
        long[] timesMicros = readLongs(rows, source);
        int[] partitions = readInts(rows, source);
        long[] offsets = readLongs(rows, source);
        int[] rowsInRecords = source.readBoolean() ? readInts(rows, source) : null;
        for (int i = 0; i < values.length; i++) {
            values[i] = readDoubles(rows, source);
        }
        return new SeriesSlices(
                key,
                subtask,
                topicId,
                newestTimestampMillis,
                names,
                ends,
                timesMicros,
                partitions,
                offsets,
                rowsInRecords,
                values);
    }

    // Bulk copies of arrays take a fraction of the time of writing single values.

    private void writeInts(int[] values, DataOutputView target) throws IOException {
        scratch(values.length * Integer.BYTES).asIntBuffer().put(values);
        target.write(scratch, 0, values.length * Integer.BYTES);
    }

    private void writeLongs(long[] values, DataOutputView target) throws IOException {
        scratch(values.length * Long.BYTES).asLongBuffer().put(values);
        target.write(scratch, 0, values.length * Long.BYTES);
    }

    private void writeDoubles(double[] values, DataOutputView target) throws IOException {
        scratch(values.length * Double.BYTES).asDoubleBuffer().put(values);
        target.write(scratch, 0, values.length * Double.BYTES);
    }

    private int[] readInts(int count, DataInputView source) throws IOException {
        int[] values = new int[count];
        read(count * Integer.BYTES, source).asIntBuffer().get(values);
        return values;
    }

    private long[] readLongs(int count, DataInputView source) throws IOException {
        long[] values = new long[count];
        read(count * Long.BYTES, source).asLongBuffer().get(values);
        return values;
    }

    private double[] readDoubles(int count, DataInputView source) throws IOException {
        double[] values = new double[count];
        read(count * Double.BYTES, source).asDoubleBuffer().get(values);
        return values;
    }

    private ByteBuffer read(int bytes, DataInputView source) throws IOException {
        ByteBuffer buffer = scratch(bytes);
        source.readFully(scratch, 0, bytes);
        return buffer;
    }

    private ByteBuffer scratch(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[bytes];
        }
        return ByteBuffer.wrap(scratch).order(ByteOrder.LITTLE_ENDIAN);
    }
}
