package io.arrowgate.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.stream.ArrowFraming;
import io.arrowgate.stream.ArrowTopic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class MicroBatchSerializationSchemaTest {
    private static final byte[] BYTES = {1, 2, 3};

    @Test
    void headersSayWhatIsInTheBytes() {
        ProducerRecord<byte[], byte[]> written =
                write(ArrowFraming.STREAM, 0, RowRange.ofFirstRows(0, 0, 4999), RowRange.ofFirstRows(2, 17, 31));

        assertThat(written.topic()).isEqualTo("arrow.sensors");
        assertThat(written.key()).isNull();
        assertThat(written.value()).isSameAs(BYTES);
        assertThat(headers(written))
                .containsExactly(
                        Map.entry("content-type", "application/vnd.apache.arrow.stream"),
                        Map.entry("arrowgate-stream", "sensors"),
                        Map.entry("arrowgate-batch-id", "sensors/9a67370ac061365c/id/0:0-4999,2:17-31/5015"),
                        Map.entry("arrowgate-rows", "5015"),
                        Map.entry("arrowgate-schema", "9a67370ac061365c"),
                        Map.entry("arrowgate-event-time-min", "2024-05-01T00:00:00Z"),
                        Map.entry("arrowgate-event-time-max", "2024-05-01T00:00:00.000001Z"),
                        Map.entry("arrowgate-offsets", "0:0-4999,2:17-31"));
    }

    @Test
    void fileFramingHasItsOwnMediaType() {
        assertThat(headers(write(ArrowFraming.FILE, 0, RowRange.ofFirstRows(0, 0, 0))))
                .containsEntry("content-type", "application/vnd.apache.arrow.file");
    }

    @Test
    void allBatchesOfASubtaskGoToOnePartitionWhicheverRawPartitionsAreInThem() {
        RowRange first = RowRange.ofFirstRows(1, 0, 0);
        RowRange second = RowRange.ofFirstRows(2, 0, 0);

        assertThat(write(ArrowFraming.STREAM, 1, first, second).partition()).isEqualTo(11);
        assertThat(write(ArrowFraming.STREAM, 1, second).partition()).isEqualTo(11);
        assertThat(write(ArrowFraming.STREAM, 2, second).partition()).isEqualTo(12);
        assertThat(write(ArrowFraming.STREAM, 4, second).partition()).isEqualTo(11);
    }

    private static ProducerRecord<byte[], byte[]> write(ArrowFraming arrowFraming, int subtask, RowRange... ranges) {
        BatchId id = new BatchId("sensors", "9a67370ac061365c", "id", List.of(ranges), 5015);
        Instant time = Instant.parse("2024-05-01T00:00:00Z");
        return new MicroBatchSerializationSchema(new ArrowTopic("arrow.sensors", arrowFraming, true))
                .serialize(new MicroBatch(id, time, time.plusNanos(1000), BYTES), new ThreePartitions(subtask), null);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> written) {
        Map<String, String> headers = new LinkedHashMap<>();
        written.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private record ThreePartitions(int getParallelInstanceId) implements KafkaSinkContext {
        @Override
        public int getNumberOfParallelInstances() {
            return 8;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[] {10, 11, 12};
        }
    }
}
