package io.arrowgate.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MICROS;

import io.arrowgate.batch.BatchId;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes a pending batch into checkpoints and savepoints. Version 1, big-endian: kind (1 byte, where the batch's bytes
 * are: 1 = inline), id (int32 length, UTF-8 text), restoredFrom (int64), event time min and max (int64 each,
 * microseconds since 1970-01-01T00:00:00Z), then for kind 1 the batch's bytes (int32 length, bytes).
 */
public final class PendingBatchSerializer implements SimpleVersionedSerializer<PendingBatch> {
    private static final int VERSION = 1;
    private static final byte INLINE = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(PendingBatch batch) {
        byte[] id = batch.id().toString().getBytes(UTF_8);
        int length = Byte.BYTES + 2 * Integer.BYTES + 3 * Long.BYTES + id.length + batch.bytes().length;
        return ByteBuffer.allocate(length)
                .put(INLINE)
                .putInt(id.length)
                .put(id)
                .putLong(batch.restoredFrom())
                .putLong(micros(batch.eventTimeMin()))
                .putLong(micros(batch.eventTimeMax()))
                .putInt(batch.bytes().length)
                .put(batch.bytes())
                .array();
    }

    @Override
    public PendingBatch deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("pending batch of version %d; this job reads version %d".formatted(version, VERSION));
        }
        ByteBuffer in = ByteBuffer.wrap(serialized);
        try {
            byte kind = in.get();
            if (kind != INLINE) {
                throw new IOException("pending batch of kind %d; this job reads kind %d".formatted(kind, INLINE));
            }
            BatchId id = BatchId.of(new String(bytes(in), UTF_8));
            return new PendingBatch(id, in.getLong(), instant(in.getLong()), instant(in.getLong()), bytes(in));
        } catch (BufferUnderflowException e) {
            throw new IOException("pending batch is cut off after %d bytes".formatted(serialized.length), e);
        }
    }

    private static byte[] bytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static long micros(Instant instant) {
        return MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, MICROS);
    }
}
