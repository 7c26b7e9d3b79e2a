package io.arrowgate.examples;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumer of an Arrow topic, of Kafka's and Arrow's libraries alone: the highest cpu_used of each device. */
public final class MaxCpuPerDevice {
    private MaxCpuPerDevice() {}

    /** Arguments: brokers, and the Arrow topic of the sensors stream; it is read up to its present end. */
    public static void main(String[] args) throws IOException {
        maxima(args[0], args[1]).forEach((device, cpu) -> System.out.println(device + "\t" + cpu));
    }

    private static Map<String, Float> maxima(String brokers, String topic) throws IOException {
        // Messages become visible with Arrowgate's checkpoints; without read_committed some would be seen twice.
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Map<String, Float> maxima = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes);
                BufferAllocator allocator = new RootAllocator()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                    add(message.value(), allocator, maxima);
                }
            }
        }
        return maxima;
    }

    private static void add(byte[] message, BufferAllocator allocator, Map<String, Float> maxima) throws IOException {
        try (ArrowStreamReader reader = new ArrowStreamReader(
                new ByteArrayInputStream(message), allocator, CommonsCompressionFactory.INSTANCE)) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                IntVector devices = (IntVector) batch.getVector("device");
                long dictionary = devices.getField().getDictionary().getId();
                VarCharVector names = (VarCharVector) reader.lookup(dictionary).getVector();
                Float4Vector cpu = (Float4Vector) batch.getVector("cpu_used");
                for (int row = 0; row < batch.getRowCount(); row++) {
                    if (!cpu.isNull(row)) {
                        maxima.merge(names.getObject(devices.get(row)).toString(), cpu.get(row), Math::max);
                    }
                }
            }
        }
    }
}
