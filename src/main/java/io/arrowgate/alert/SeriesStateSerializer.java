package io.arrowgate.alert;

import io.arrowgate.alert.state.EncodedSeriesState;
import io.arrowgate.alert.state.SeriesState;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes the state of a series for Flink's state. The first byte of each value is its format version, so this serializer itself
 * never changes.
 */
public final class SeriesStateSerializer extends TypeSerializerSingleton<EncodedSeriesState> {
    static final SeriesStateSerializer INSTANCE = new SeriesStateSerializer();

    private static final int FORMAT_0_1 = 1;
    /** The length of the encoded state follows. */
    private static final int FORMAT = 2;

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public EncodedSeriesState createInstance() {
        return null;
    }

    @Override
    public EncodedSeriesState copy(EncodedSeriesState from) {
        return from;
    }

    @Override
    public EncodedSeriesState copy(EncodedSeriesState from, EncodedSeriesState reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(EncodedSeriesState state, DataOutputView target) throws IOException {
        target.writeByte(FORMAT);
        target.writeInt(state.bytes().length);
        target.write(state.bytes());
    }

    @Override
    public EncodedSeriesState deserialize(DataInputView source) throws IOException {
        int format = source.readUnsignedByte();
        return switch (format) {
            case FORMAT_0_1 -> EncodedSeriesState.of(SeriesState.readOf01(source), new DataOutputSerializer(1024));
            case FORMAT -> {
                byte[] bytes = new byte[source.readInt()];
                source.readFully(bytes);
                yield new EncodedSeriesState(bytes);
            }
            default ->
                throw new IOException(
                        "series state has format %d, this version reads %d and %d; restore the savepoint with a newer version"
                                .formatted(format, FORMAT_0_1, FORMAT));
        };
    }

    @Override
    public EncodedSeriesState deserialize(EncodedSeriesState reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<EncodedSeriesState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Describes this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<EncodedSeriesState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
