package io.arrowgate.tools.bench.run;

import io.arrowgate.config.JobSettings;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Measures run (a), the source alone: a Kafka source of byte arrays, a discarding sink, and the job's own Flink settings. */
public final class SourceBenchmark {
    private static final long POLL_MILLIS = 100;

    private SourceBenchmark() {}

    public static Measurement run(BenchCluster cluster, JobSettings settings, String topic, long events)
            throws Exception {
        StreamExecutionEnvironment environment = cluster.environment(settings);
        KafkaSource<byte[]> source = KafkaSource.<byte[]>builder()
                .setBootstrapServers(settings.kafka().bootstrapServers())
                .setGroupId(settings.jobName())
                .setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(ByteArrayDeserializer.class))
                .build();
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "read " + topic)
                .uid("source")
                .sinkTo(new DiscardingSink<>())
                .uid("discard");
        JobID job = cluster.submit(environment);
        ProcessMeter meter = new ProcessMeter();
        while (!cluster.hasEnded(job)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            meter.sample();
        }
        meter.stop();
        cluster.awaitEnd(job);
        return meter.measurement(events);
    }
}
