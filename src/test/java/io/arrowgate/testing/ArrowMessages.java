package io.arrowgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.stream.ArrowFraming;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the messages of an Arrow topic like a consumer. */
public final class ArrowMessages {
    private ArrowMessages() {}

    /** Holds a decoded message; a row has the values of the requested columns. */
    public record Content(Schema schema, List<List<Object>> rows) {}

    /** Returns {@code partition:offset} of every row of all messages, duplicates included. */
    public static List<String> rowIdentities(Collection<ConsumerRecord<byte[], byte[]>> messages) {
        List<String> identities = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            List<List<Object>> rows = content(message, "_partition", "_offset").rows();
            assertThat(rows).hasSize(Integer.parseInt(header(message, ArrowHeaders.ROWS)));
            rows.forEach(row -> identities.add(row.get(0) + ":" + row.get(1)));
        }
        return identities;
    }

    /** Decodes a message by the framing that its content type names. */
    public static Content content(ConsumerRecord<byte[], byte[]> message, String... columns) {
        List<List<Object>> rows = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader reader = reader(message, allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                for (int row = 0; row < root.getRowCount(); row++) {
                    List<Object> values = new ArrayList<>(columns.length);
                    for (String column : columns) {
                        values.add(root.getVector(column).getObject(row));
                    }
                    rows.add(values);
                }
            }
            return new Content(root.getSchema(), rows);
        } catch (IOException e) {
            throw new AssertionError("not Arrow IPC of the framing that the content type names", e);
        }
    }

    private static ArrowReader reader(ConsumerRecord<byte[], byte[]> message, BufferAllocator allocator) {
        CommonsCompressionFactory codecs = CommonsCompressionFactory.INSTANCE;
        return header(message, ArrowHeaders.CONTENT_TYPE).equals(ArrowFraming.FILE.contentType())
                ? new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(message.value()), allocator, codecs)
                : new ArrowStreamReader(new ByteArrayInputStream(message.value()), allocator, codecs);
    }

    public static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
