package io.arrowgate.common;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes immutable values between operators. Such values are never in Flink state, so the format has no versions.
 *
 * @param <T> the type
 */
public abstract class WireSerializer<T> extends TypeSerializerSingleton<T> {
    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        throw new UnsupportedOperationException(
                getClass().getSimpleName() + " serializes network messages only; do not use it for state");
    }

    /** Writes a nullable array. */
    public static void writeBytes(byte[] bytes, DataOutputView target) throws IOException {
        target.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            target.write(bytes);
        }
    }

    /** Writes nullable text of any length; {@link DataOutputView#writeUTF} supports neither. */
    public static void writeText(String text, DataOutputView target) throws IOException {
        writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), target);
    }

    /** Reads text written by {@link #writeText}. */
    public static String readText(DataInputView source) throws IOException {
        byte[] utf8 = readBytes(source);
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    protected static void writeInstant(Instant instant, DataOutputView target) throws IOException {
        target.writeLong(instant.getEpochSecond());
        target.writeInt(instant.getNano());
    }

    protected static Instant readInstant(DataInputView source) throws IOException {
        long seconds = source.readLong();
        return Instant.ofEpochSecond(seconds, source.readInt());
    }

    /** Reads an array written by {@link #writeBytes}. */
    public static byte[] readBytes(DataInputView source) throws IOException {
        int length = source.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        source.readFully(bytes);
        return bytes;
    }
}
