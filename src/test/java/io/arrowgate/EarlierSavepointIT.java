package io.arrowgate;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.common.kafka.TopicIdLookup;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.ArrowMessages;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints that earlier versions of the job have left, each in a folder of its version. They hold offsets, the topics' ids,
 * and batches that no checkpoint has committed yet; {@code -Darrowgate.savepoint=VERSION} writes another one.
 */
class EarlierSavepointIT {
    private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints");
    /** In place of the id that the broker has, and that every broker draws anew. */
    private static final String TOPIC_ID = "ZWFybGllci1zYXZlcG9pbn";

    private static final List<String> STREAMS = List.of("sensors", "turnstiles");
    private static final String BROKEN = "no record";
    /** Of each stream, before the savepoint. */
    private static final int ROWS = 100;

    private static final int MORE_ROWS = 50;

    static Stream<String> versions() throws IOException {
        try (Stream<Path> folders = Files.list(SAVEPOINTS)) {
            return folders.map(folder -> folder.getFileName().toString()).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void batchesOfTheSavepointAreInsertedAndReadingGoesOnBehindThem(String version) throws Exception {
        try (JobTestBed bed = bed(version)) {
            sendUpToTheSavepoint(bed);
            // Transactions of the savepoint were those of another broker.
            bed.with("kafka.on-lost-transaction", "continue");
            // One of the two streams has got a column since, which the savepoint's batches lack.
            bed.withColumn("sensors", "{name: fan_rpm, type: int32}");
            // The messages of the other stream have had dictionaries, and the savepoint's batches still have.
            bed.withPlainColumns("turnstiles");
            JobClient job = start(bed, SAVEPOINTS.resolve(version));
            bed.send(bed.topic("sensors"), SteadyReadings.readings(ROWS, ROWS + MORE_ROWS));
            bed.send(bed.topic("turnstiles"), SteadyReadings.audits(ROWS, ROWS + MORE_ROWS));
            for (String stream : STREAMS) {
                bed.awaitRows(stream, ROWS + MORE_ROWS);
                bed.awaitArrowRows(stream, "the new rows", rows -> assertThat(rows)
                        .containsAll(identities(ROWS + 1, ROWS + MORE_ROWS + 1)));
            }
            job.cancel().get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            for (String stream : STREAMS) {
                assertThat(bed.query("SELECT count(), uniqExact(_topic_id, _partition, _offset), min(_topic_id)"
                                + " FROM {db}." + stream))
                        .isEqualTo("%1$d\t%1$d\t%2$s".formatted(ROWS + MORE_ROWS, TOPIC_ID));
            }
            assertThat(bed.query("SELECT countIf(fan_rpm IS NULL), countIf(fan_rpm >= 1000) FROM {db}.sensors"))
                    .isEqualTo(ROWS + "\t" + MORE_ROWS);
            assertThat(bed.query(
                            "SELECT count(), countIf(toTypeName(CA) = 'LowCardinality(String)') FROM {db}.turnstiles"
                                    + " WHERE STATION = '59 ST'"))
                    .isEqualTo("%1$d\t%1$d".formatted(ROWS + MORE_ROWS));
            List<ConsumerRecord<byte[], byte[]>> messages = bed.read(bed.arrowTopic("turnstiles"));
            Schema plain =
                    ArrowMessages.content(messages.get(messages.size() - 1)).schema();
            assertThat(plain.getFields())
                    .allSatisfy(field -> assertThat(field.getDictionary()).isNull());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "arrowgate.savepoint", matches = ".+")
    void savepointOfThisVersionIsWritten() throws Exception {
        Path target = SAVEPOINTS.resolve(System.getProperty("arrowgate.savepoint"));
        try (JobTestBed bed = bed(target.getFileName().toString())) {
            sendUpToTheSavepoint(bed);
            // No checkpoint before the savepoint: its own commit finds every batch.
            bed.with("checkpoint.interval", "10 min").with("batch.max-rows", Integer.toString(ROWS / 2));
            JobClient job = start(bed, null);
            for (String stream : STREAMS) {
                await("batches").untilAsserted(() -> assertThat(
                                ArrowMessages.rowIdentities(bed.topics.readUncommitted(bed.arrowTopic(stream))))
                        .hasSize(ROWS));
            }
            write(job, target);
        }
    }

    /** Takes a savepoint, copies it to {@code target} and cancels the job. */
    static void write(JobClient job, Path target) throws Exception {
        String savepoint = job.triggerSavepoint(
                        Files.createTempDirectory("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        job.cancel().get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(Path.of(URI.create(savepoint)))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    private static JobTestBed bed(String version) throws Exception {
        JobTestBed bed = JobTestBed.named("savepoint-" + version, STREAMS.toArray(String[]::new))
                .with("alerts.enabled", "true");
        for (String stream : STREAMS) {
            bed.topics.create(bed.topic(stream), 1, Map.of());
        }
        return bed;
    }

    private static void sendUpToTheSavepoint(JobTestBed bed) throws Exception {
        for (String stream : STREAMS) {
            bed.send(bed.topic(stream), List.of(BROKEN));
        }
        bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
        bed.send(bed.topic("turnstiles"), SteadyReadings.audits(0, ROWS));
    }

    /** Starts the job from a savepoint, or without state if it is null. */
    private static JobClient start(JobTestBed bed, Path savepoint) throws Exception {
        return start(bed, savepoint, 1);
    }

    /** The same at another parallelism than 1. */
    static JobClient start(JobTestBed bed, Path savepoint, int parallelism) throws Exception {
        JobSettings settings = bed.settings();
        List<StreamDefinition> streams = StreamDefinitions.named(settings.streams(), settings.streamsPath());
        JobPreparation.prepare(settings, streams);
        bed.keepRepeats();
        Configuration flink = FlinkDefaults.of(settings);
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
            flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        Topology.build(environment, settings, streams, new SameTopicId(settings));
        return environment.executeAsync(settings.jobName());
    }

    private static List<String> identities(int begin, int end) {
        return IntStream.range(begin, end).mapToObj(offset -> "0:" + offset).toList();
    }

    private static final class SameTopicId extends DelegatingConnectors {
        SameTopicId(JobSettings settings) {
            super(settings);
        }

        @Override
        public TopicIdLookup topicIds() {
            return topic -> TOPIC_ID;
        }
    }
}
