package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.sink.ArrowHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the messages of an Arrow topic as a consumer of it would. */
final class ArrowMessages {
    private ArrowMessages() {}

    /** {@code partition:offset} of every row of all messages, repeats included. */
    static List<String> rowIdentities(List<ConsumerRecord<byte[], byte[]>> messages) {
        List<String> identities = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator()) {
            for (ConsumerRecord<byte[], byte[]> message : messages) {
                List<String> ofMessage = rowIdentities(message.value(), allocator);
                assertThat(ofMessage).hasSize(Integer.parseInt(header(message, ArrowHeaders.ROWS)));
                identities.addAll(ofMessage);
            }
        } catch (IOException e) {
            throw new AssertionError("not an Arrow IPC stream", e);
        }
        return identities;
    }

    private static List<String> rowIdentities(byte[] message, BufferAllocator allocator) throws IOException {
        List<String> identities = new ArrayList<>();
        try (ArrowStreamReader reader = new ArrowStreamReader(
                new ByteArrayInputStream(message), allocator, CommonsCompressionFactory.INSTANCE)) {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot root = reader.getVectorSchemaRoot();
                for (int row = 0; row < root.getRowCount(); row++) {
                    identities.add(root.getVector("_partition").getObject(row) + ":"
                            + root.getVector("_offset").getObject(row));
                }
            }
        }
        return identities;
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
