package io.arrowgate.clickhouse.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MICROS;

import io.arrowgate.batch.arrow.BatchId;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Serializes pending batches for checkpoints and savepoints. Version 2, big-endian:
 *
 * <ol>
 *   <li>kind (1 byte): 1 = bytes inline, 2 = spilled to a file
 *   <li>id (int32 length, UTF-8 text)
 *   <li>restoredFrom (int64)
 *   <li>event time min and max (int64 each, microseconds since 1970-01-01T00:00:00Z)
 *   <li>for kind 1: the batch's bytes (int32 length, bytes)
 *   <li>for kind 2: the file's URI (int32 length, UTF-8 text), its length (int32) and its CRC-32C (int32)
 *   <li>takenMillis (int64)
 * </ol>
 *
 * <p>Version 1 has no takenMillis. It can still be read.
 */
public final class BatchCommittableSerializer implements SimpleVersionedSerializer<BatchCommittable> {
    private static final int VERSION = 2;
    private static final int WITHOUT_TAKEN_MILLIS = 1;
    private static final byte INLINE = 1;
    private static final byte SPILLED = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(BatchCommittable batch) {
        if (batch.content() instanceof SpilledContent file) {
            return write(batch, SPILLED, file.path().getBytes(UTF_8), 2 * Integer.BYTES)
                    .putInt(file.length())
                    .putInt(file.checksum())
                    .putLong(batch.takenMillis())
                    .array();
        }
        return write(batch, INLINE, ((InlineContent) batch.content()).bytes(), 0)
                .putLong(batch.takenMillis())
                .array();
    }

    /** Writes the fields that both kinds have and leaves space for {@code remaining} more bytes and takenMillis. */
    private static ByteBuffer write(BatchCommittable batch, byte kind, byte[] content, int remaining) {
        byte[] id = batch.id().toString().getBytes(UTF_8);
        int length = Byte.BYTES + 2 * Integer.BYTES + 4 * Long.BYTES + id.length + content.length;
        return ByteBuffer.allocate(length + remaining)
                .put(kind)
                .putInt(id.length)
                .put(id)
                .putLong(batch.restoredFrom())
                .putLong(micros(batch.eventTimeMin()))
                .putLong(micros(batch.eventTimeMax()))
                .putInt(content.length)
                .put(content);
    }

    @Override
    public BatchCommittable deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION && version != WITHOUT_TAKEN_MILLIS) {
            throw new IOException(
                    "pending batch of version %d; this job reads versions 1 and %d".formatted(version, VERSION));
        }
        ByteBuffer in = ByteBuffer.wrap(serialized);
        try {
            byte kind = in.get();
            if (kind != INLINE && kind != SPILLED) {
                throw new IOException("pending batch of kind %d; this job reads kinds 1 and 2".formatted(kind));
            }
            BatchId id = BatchId.of(new String(bytes(in), UTF_8));
            return new BatchCommittable(
                    id,
                    in.getLong(),
                    instant(in.getLong()),
                    instant(in.getLong()),
                    content(kind, in),
                    version == VERSION ? in.getLong() : BatchCommittable.TAKEN_UNKNOWN);
        } catch (BufferUnderflowException e) {
            throw new IOException("pending batch is truncated after %d bytes".formatted(serialized.length), e);
        }
    }

    private static BatchContent content(byte kind, ByteBuffer in) {
        byte[] bytes = bytes(in);
        return kind == INLINE
                ? new InlineContent(bytes)
                : new SpilledContent(new String(bytes, UTF_8), in.getInt(), in.getInt());
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
