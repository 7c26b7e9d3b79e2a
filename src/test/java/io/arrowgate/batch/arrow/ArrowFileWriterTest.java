package io.arrowgate.batch.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.BatchFixtures;
import io.arrowgate.batch.TestBatchBuilder;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads files created from streams with Arrow's own readers. */
class ArrowFileWriterTest {
    private final RootAllocator allocator = new RootAllocator();

    @AfterEach
    void releaseAllMemory() {
        assertThat(allocator.getAllocatedMemory()).isZero();
        allocator.close();
    }

    @Test
    void fileHasTheRowsOfTheStream() throws Exception {
        byte[] stream = batch(
                BatchFixtures.stream(BatchFixtures.ALL_TYPES), """
                {"id":"a","ts":"2024-05-01T12:00:00.000001Z","word":"w","text":"é","flag":true,"i32":-7,"f64":0.1,"day":"2024-02-29"}""", "{\"id\":\"b\",\"ts\":\"2024-05-01T12:00:00Z\"}");

        assertThat(rows(file(framed(stream)))).hasSize(2).isEqualTo(rows(stream(stream)));
    }

    /** Shows that only the framing differs. */
    @Test
    void fileEqualsThatOfArrowsWriter() throws Exception {
        byte[] stream = batch(
                StreamDefinitions.builtIn("sensors"), BatchFixtures.reading("a", 1), BatchFixtures.reading("b", 2));
        byte[] written;
        try (ArrowReader reader = stream(stream)) {
            reader.loadNextBatch();
            written =
                    ArrowIpcEncoder.encode(reader.getVectorSchemaRoot(), reader, io.arrowgate.stream.ArrowFraming.FILE);
        }

        assertThat(framed(stream)).isEqualTo(written);
        assertThat(framed(written)).as("a file is unchanged").isEqualTo(written);
    }

    @Test
    void incompleteStreamIsRejected() throws Exception {
        byte[] stream = batch(StreamDefinitions.builtIn("sensors"), BatchFixtures.reading("a", 1));
        for (int length : new int[] {0, 7, 8, stream.length / 2, stream.length - 8, stream.length - 1}) {
            assertThatThrownBy(() -> framed(Arrays.copyOf(stream, length)))
                    .as("the first %d bytes of %d", length, stream.length)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> framed(Arrays.copyOf(stream, stream.length + 8)))
                .isInstanceOf(IOException.class);
    }

    private static byte[] batch(StreamDefinition stream, String... records) throws Exception {
        try (TestBatchBuilder batch = new TestBatchBuilder(stream, BatchFixtures.settings(100, 900_000, 32))) {
            for (int i = 0; i < records.length; i++) {
                batch.append(0, i, records[i]);
            }
            return batch.drain().get(0).bytes();
        }
    }

    private static byte[] framed(byte[] stream) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArrowFileWriter.write(stream, out);
        return out.toByteArray();
    }

    private ArrowReader file(byte[] bytes) {
        return new ArrowFileReader(
                new ByteArrayReadableSeekableByteChannel(bytes), allocator, CommonsCompressionFactory.INSTANCE);
    }

    private ArrowReader stream(byte[] bytes) {
        return new ArrowStreamReader(new ByteArrayInputStream(bytes), allocator, CommonsCompressionFactory.INSTANCE);
    }

    /** Returns names and types of the columns, and the values of all rows with dictionaries decoded. */
    private static List<String> rows(ArrowReader reader) throws IOException {
        try (reader) {
            reader.loadNextBatch();
            List<String> rows = new ArrayList<>();
            for (int row = 0; row < reader.getVectorSchemaRoot().getRowCount(); row++) {
                StringBuilder text = new StringBuilder();
                for (FieldVector vector : reader.getVectorSchemaRoot().getFieldVectors()) {
                    text.append(vector.getField())
                            .append('=')
                            .append(value(reader, vector, row))
                            .append('\n');
                }
                rows.add(text.toString());
            }
            assertThat(reader.loadNextBatch()).isFalse();
            return rows;
        }
    }

    private static Object value(ArrowReader reader, FieldVector vector, int row) throws IOException {
        if (vector.getField().getDictionary() == null) {
            return vector.getObject(row);
        }
        try (ValueVector decoded = DictionaryEncoder.decode(
                vector,
                reader.getDictionaryVectors()
                        .get(vector.getField().getDictionary().getId()))) {
            return decoded.getObject(row);
        }
    }
}
