import java.io.*;
import java.time.Duration;
import java.util.Map;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.util.JsonStringHashMap;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.common.TopicPartition;

/** Prints the rows of an Arrow topic as JSON lines. Arguments: bootstrap servers and topic. */
class ReadArrow {
    public static void main(String[] args) throws IOException {
        String bytes = "org.apache.kafka.common.serialization.ByteArrayDeserializer";
        Map<String, Object> settings = Map.of("bootstrap.servers", args[0], "isolation.level", "read_committed",
                "auto.offset.reset", "earliest", "key.deserializer", bytes, "value.deserializer", bytes);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            consumer.assign(consumer.partitionsFor(args[1]).stream()
                    .map(partition -> new TopicPartition(args[1], partition.partition())).toList());
            while (consumer.assignment().stream().anyMatch(partition -> consumer.currentLag(partition).orElse(1) > 0))
                for (var message : consumer.poll(Duration.ofSeconds(1))) printRows(message.value());
        }
    }

    static void printRows(byte[] message) throws IOException {
        try (var memory = new RootAllocator(); var stream = new ByteArrayInputStream(message);
                var reader = new ArrowStreamReader(stream, memory, CommonsCompressionFactory.INSTANCE)) {
            while (reader.loadNextBatch()) for (int row = 0; row < reader.getVectorSchemaRoot().getRowCount(); row++) {
                var json = new JsonStringHashMap<String, Object>();
                for (var vector : reader.getVectorSchemaRoot().getFieldVectors()) {
                    Object cell = vector.getObject(row);
                    var dictionary = vector.getField().getDictionary();
                    var words = dictionary == null ? null : reader.lookup(dictionary.getId()).getVector();
                    json.put(vector.getName(), cell == null || words == null ? cell : words.getObject((int) cell));
                }
                System.out.println(json);
            }
        }
    }
}
