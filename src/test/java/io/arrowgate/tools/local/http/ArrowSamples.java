package io.arrowgate.tools.local.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Creates small Arrow IPC streams like the job's: one record batch, a dictionary-encoded string, zstd. */
final class ArrowSamples {
    private ArrowSamples() {}

    /** Returns a stream of {@code rows} rows: {@code id} int64 from 0 up, {@code device} string, dev-0 to dev-9 in turn. */
    static byte[] idsAndDevices(int rows) throws IOException {
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(32, true));
        try (BufferAllocator allocator = new RootAllocator();
                VarCharVector words = new VarCharVector("words", allocator);
                BigIntVector ids = new BigIntVector("id", allocator);
                IntVector devices =
                        new IntVector("device", new FieldType(true, encoding.getIndexType(), encoding), allocator)) {
            for (int i = 0; i < 10; i++) {
                words.setSafe(i, ("dev-" + i).getBytes(StandardCharsets.UTF_8));
            }
            words.setValueCount(10);
            for (int i = 0; i < rows; i++) {
                ids.setSafe(i, i);
                devices.setSafe(i, i % 10);
            }
            ids.setValueCount(rows);
            devices.setValueCount(rows);
            DictionaryProvider dictionaries =
                    new DictionaryProvider.MapDictionaryProvider(new Dictionary(words, encoding));
            List<Field> fields = List.of(ids.getField(), devices.getField());
            return encode(new VectorSchemaRoot(fields, List.of(ids, devices), rows), dictionaries);
        }
    }

    private static byte[] encode(VectorSchemaRoot root, DictionaryProvider dictionaries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArrowStreamWriter writer = new ArrowStreamWriter(
                root,
                dictionaries,
                Channels.newChannel(bytes),
                IpcOption.DEFAULT,
                CommonsCompressionFactory.INSTANCE,
                CompressionUtil.CodecType.ZSTD)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        }
        return bytes.toByteArray();
    }
}
