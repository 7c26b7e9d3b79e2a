package io.arrowgate.batch.arrow;

import io.arrowgate.stream.ArrowFraming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;

/**
 * Encodes vectors as one complete Arrow IPC stream or file (Arrow columnar format 1.5, "Serialization and Interprocess
 * Communication"): schema, dictionaries, one record batch, end; buffers compressed with zstd.
 */
public final class ArrowIpcEncoder {
    private static final int INITIAL_BYTES = 1 << 16;

    private ArrowIpcEncoder() {}

    /** Encodes all rows of {@code root}; its vectors are not changed. */
    public static byte[] encode(VectorSchemaRoot root, DictionaryProvider dictionaries, ArrowFraming arrowFraming) {
        ByteArrayChannel bytes = new ByteArrayChannel(INITIAL_BYTES);
        boolean text = root.getFieldVectors().stream().anyMatch(BaseVariableWidthVector.class::isInstance);
        try (ZstdCodec codec = new ZstdCodec(text);
                ArrowWriter writer = writer(root, dictionaries, arrowFraming, codec, bytes)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException("unexpected I/O error while writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static ArrowWriter writer(
            VectorSchemaRoot root,
            DictionaryProvider dictionaries,
            ArrowFraming arrowFraming,
            ZstdCodec codec,
            WritableByteChannel out) {
        return switch (arrowFraming) {
            case STREAM -> new ArrowStreamWriter(root, dictionaries, out, IpcOption.DEFAULT, codec, CodecType.ZSTD);
            case FILE ->
                new ArrowFileWriter(root, dictionaries, out, Map.of(), IpcOption.DEFAULT, codec, CodecType.ZSTD);
        };
    }
}
