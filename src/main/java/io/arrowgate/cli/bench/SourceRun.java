package io.arrowgate.cli.bench;

import io.arrowgate.FlinkDefaults;
import io.arrowgate.config.JobSettings;
import io.arrowgate.local.FlinkRest;
import java.net.URI;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Run (a): the source alone. A Kafka source of byte arrays, a sink that discards them, the job's own Flink settings. */
final class SourceRun {
    private SourceRun() {}

    static Measurement run(JobSettings settings, String topic, long events, int port) throws Exception {
        Configuration flink = FlinkDefaults.of(settings);
        flink.set(RestOptions.PORT, port);
        flink.set(RestOptions.BIND_PORT, Integer.toString(port));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
        environment.setParallelism(settings.parallelism());
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
        JobClient job = environment.executeAsync(settings.jobName());
        RunningTasks.await(
                new FlinkRest(URI.create("http://127.0.0.1:" + port)),
                job.getJobID().toString());
        ProcessMeter meter = new ProcessMeter();
        job.getJobExecutionResult().get();
        meter.stop();
        return meter.measurement(events);
    }
}
