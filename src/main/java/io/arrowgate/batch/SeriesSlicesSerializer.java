package io.arrowgate.batch;

import io.arrowgate.ingest.CustomTypeInfo;
import io.arrowgate.ingest.WireSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Moves series slices between tasks. */
public final class SeriesSlicesSerializer extends WireSerializer<SeriesSlices> {
    /** The type information of series slices. */
    public static CustomTypeInfo<SeriesSlices> typeInfo() {
        return new CustomTypeInfo<>(SeriesSlices.class, new SeriesSlicesSerializer());
    }

    @Override
    public void serialize(SeriesSlices slices, DataOutputView target) throws IOException {
        target.writeInt(slices.bucket());
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
        for (int row = 0; row < slices.rows(); row++) {
            target.writeLong(slices.timesMicros()[row]);
            target.writeInt(slices.partitions()[row]);
            target.writeLong(slices.offsets()[row]);
        }
        for (double[] field : slices.values()) {
            for (double value : field) {
                target.writeLong(Double.doubleToRawLongBits(value));
            }
        }
    }

    @Override
    public SeriesSlices deserialize(DataInputView source) throws IOException {
        int bucket = source.readInt();
        int subtask = source.readInt();
        int rows = source.readInt();
        if (rows == 0) {
            return SeriesSlices.heartbeat(bucket, subtask);
        }
        String topicId = readText(source);
        long newestTimestampMillis = source.readLong();
        String[] names = new String[source.readInt()];
        int[] ends = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = readText(source);
            ends[i] = source.readInt();
        }
        double[][] values = new double[source.readInt()][rows];
        long[] timesMicros = new long[rows];
        int[] partitions = new int[rows];
        long[] offsets = new long[rows];
        for (int row = 0; row < rows; row++) {
            timesMicros[row] = source.readLong();
            partitions[row] = source.readInt();
            offsets[row] = source.readLong();
        }
        for (double[] field : values) {
            for (int row = 0; row < rows; row++) {
                field[row] = Double.longBitsToDouble(source.readLong());
            }
        }
        return new SeriesSlices(
                bucket, subtask, topicId, newestTimestampMillis, names, ends, timesMicros, partitions, offsets, values);
    }
}
