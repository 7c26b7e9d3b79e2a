package io.arrowgate.tools.bench.alternative;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads the events as objects, with checkpoints that guarantee at-least-once delivery. */
final class ReadingSource {
    private ReadingSource() {}

    static DataStream<SensorReading> read(StreamExecutionEnvironment environment, AlternativeOptions options) {
        environment.setParallelism(options.settings().parallelism());
        environment.getConfig().enableObjectReuse();
        environment.enableCheckpointing(
                options.settings().checkpointInterval().toMillis(), CheckpointingMode.AT_LEAST_ONCE);
        KafkaSource<SensorReading> source = KafkaSource.<SensorReading>builder()
                .setBootstrapServers(options.settings().kafka().bootstrapServers())
                .setGroupId(options.settings().jobName())
                .setTopics(options.topic())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new JsonSchema())
                .build();
        return environment.fromSource(source, WatermarkStrategy.noWatermarks(), "read " + options.topic());
    }

    private static final class JsonSchema extends AbstractDeserializationSchema<SensorReading> {
        private static final long serialVersionUID = 1;

        private transient ObjectReader reader;

        JsonSchema() {
            super(SensorReading.class);
        }

        @Override
        public void open(InitializationContext context) {
            reader = new ObjectMapper().readerFor(SensorReading.class);
        }

        @Override
        public SensorReading deserialize(byte[] message) throws IOException {
            return reader.readValue(message);
        }
    }
}
