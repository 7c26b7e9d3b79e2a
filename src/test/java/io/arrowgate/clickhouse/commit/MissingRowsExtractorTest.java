package io.arrowgate.clickhouse.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MissingRowsExtractorTest {
    private final RootAllocator allocator = new RootAllocator();
    private final ArrowPayload batch = batch();

    private static ArrowPayload batch() {
        List<TestBatches.Row> rows = new ArrayList<>(TestBatches.sensorRows(0, 10, 13, 1));
        rows.addAll(TestBatches.sensorRows(4, 10, 13, 1));
        return new ArrowPayload(TestBatches.encode(StreamDefinitions.builtIn("sensors"), "topic", rows)
                .bytes());
    }

    @AfterEach
    void allMemoryIsGivenBack() {
        assertThat(allocator.getAllocatedMemory()).isZero();
        allocator.close();
    }

    /** Partition, offset and row of each, in the server's RowBinary form. */
    private static RowIdentities present(long... triples) throws IOException {
        return RowIdentities.decode(RowIdentitiesTest.rowBinary(triples));
    }

    private List<String> identities(ArrowPayload bytes) throws IOException {
        List<String> identities = new ArrayList<>();
        try (ArrowStreamReader reader = new ArrowStreamReader(
                new ByteArrayInputStream(bytes.bytes()), allocator, CommonsCompressionFactory.INSTANCE)) {
            while (reader.loadNextBatch()) {
                IntVector partition = (IntVector) reader.getVectorSchemaRoot().getVector("_partition");
                BigIntVector offset =
                        (BigIntVector) reader.getVectorSchemaRoot().getVector("_offset");
                IntVector rows = (IntVector) reader.getVectorSchemaRoot().getVector("_row");
                for (int row = 0; row < partition.getValueCount(); row++) {
                    identities.add(partition.get(row) + ":" + new RowPosition(offset.get(row), rows.get(row)));
                }
            }
        }
        return identities;
    }

    @Test
    void rowsThatAreThereAreLeftOutAndTheOthersKeepTheirOrder() throws IOException {
        RowIdentities present = present(0, 11, 0, 0, 11, 0, 4, 10, 0, 4, 13, 0, 4, 99, 0);
        Optional<ArrowPayload> rest = new MissingRowsExtractor(allocator).extract(present, batch);
        assertThat(identities(rest.orElseThrow())).containsExactly("0:10", "0:12", "0:13", "4:11", "4:12");
    }

    @Test
    void rowsOfOneRecordAreMissingOneByOne() throws IOException {
        ArrowPayload record = new ArrowPayload(TestBatches.encode(
                        StreamDefinitions.builtIn("sensors"), "topic", TestBatches.sensorRowsOfRecord(0, 10, 2, 5, 1))
                .bytes());
        RowIdentities present = present(0, 10, 0, 0, 10, 3, 0, 11, 4);
        Optional<ArrowPayload> rest = new MissingRowsExtractor(allocator).extract(present, record);
        assertThat(identities(rest.orElseThrow())).containsExactly("0:10.2", "0:10.4", "0:10.5");
    }

    @Test
    void nothingIsLeftOfABatchThatIsThere() throws IOException {
        RowIdentities present = present(0, 10, 0, 0, 11, 0, 0, 12, 0, 0, 13, 0, 4, 10, 0, 4, 11, 0, 4, 12, 0, 4, 13, 0);
        assertThat(new MissingRowsExtractor(allocator).extract(present, batch)).isEmpty();
    }

    @Test
    void brokenBytesLeaveNoMemoryBehind() throws IOException {
        ArrowPayload broken = new ArrowPayload(Arrays.copyOf(batch.bytes(), batch.bytes().length / 2));
        RowIdentities present = present(0, 10, 0);
        assertThatThrownBy(() -> new MissingRowsExtractor(allocator).extract(present, broken))
                .isInstanceOf(Exception.class);
    }
}
