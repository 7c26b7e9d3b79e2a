package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.batch.series.AlertParallelism;
import io.arrowgate.source.RawRecord;
import io.arrowgate.source.RawRecordSerializer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class MicroBatchOperatorMetricsTest {
    private final RegisteredMetrics metrics = new RegisteredMetrics();

    @Test
    void countsRowsBatchesBytesCloseCausesAndDeadLetterReasons() throws Exception {
        long bytes;
        try (MockEnvironment environment = new MockEnvironmentBuilder()
                        .setMetricGroup(metrics.task())
                        .build();
                var harness = harness(environment)) {
            harness.open();
            for (String day : new String[] {"01", "01", "01", "02", "03", "04"}) { // rows, then days
                send(harness, "{\"device\":\"a\",\"ts\":\"2024-05-%sT12:00:00Z\"}".formatted(day));
            }
            harness.prepareSnapshotPreBarrier(1);
            send(harness, "{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\"}");
            harness.setProcessingTime(3_000);
            send(harness, "{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\"}");
            send(harness, "{");
            send(harness, "{}");
            send(harness, " ");
            send(harness, null);
            assertThat(metrics.value("arrowMemoryBytes")).isPositive();
            assertThat(metrics.value("arrowMemoryPeakBytes"))
                    .isBetween(metrics.value("arrowMemoryBytes"), metrics.value("arrowMemoryLimitBytes"));
            assertThat(metrics.value("arrowMemoryLimitBytes")).isEqualTo(64 << 20);
            harness.endInput();
            bytes = harness.extractOutputValues().stream()
                    .mapToLong(batch -> batch.bytes().length)
                    .sum();
        }

        assertThat(metrics.value("recordsRead")).isEqualTo(12);
        assertThat(metrics.value("bytesRead")).isEqualTo(8 * 42 + 1 + 2 + 1);
        assertThat(metrics.value("rows")).isEqualTo(8);
        assertThat(metrics.value("batches")).isEqualTo(5);
        assertThat(metrics.value("encodedBytes")).isEqualTo((double) bytes);
        for (String cause : new String[] {"rows", "days", "barrier", "age", "end_of_input"}) {
            assertThat(metrics.value("batchesClosed{cause=" + cause + "}"))
                    .as(cause)
                    .isEqualTo(1);
        }
        assertThat(metrics.value("batchesClosed{cause=bytes}")).isZero();
        assertThat(metrics.value("deadLetters{reason=malformed}")).isEqualTo(1);
        assertThat(metrics.value("deadLetters{reason=missing_value}")).isEqualTo(1);
        assertThat(metrics.value("deadLetters{reason=empty}")).isEqualTo(2);
        assertThat(metrics.value("deadLetters{reason=too_large}")).isZero();
        assertThat(metrics.value("encodeMicros"))
                .as("once for each closed batch")
                .isEqualTo(5);
        assertThat(metrics.value("decodeNanos")).as("one record of 1,024").isZero();
        assertThat(metrics.value("lateRows"))
                .as("the last two: 1 May after 4 May")
                .isEqualTo(2);
        assertThat(metrics.value("bytesPerRow")).isPositive();
    }

    @Test
    void samplesDecodeTimeAndReportsLagAndUnknownFields() throws Exception {
        Instant newest = Instant.parse("2024-05-01T12:00:00Z");
        try (MockEnvironment environment = new MockEnvironmentBuilder()
                        .setMetricGroup(metrics.task())
                        .build();
                var harness = harness(environment)) {
            harness.open();
            assertThat(metrics.value("eventTimeLagMillis"))
                    .as("before the first record")
                    .isNaN();
            for (int i = 0; i < 2_048; i++) {
                send(harness, "{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\",\"colour\":1}");
            }
            harness.setProcessingTime(newest.toEpochMilli() + 1_500);
            assertThat(metrics.value("eventTimeLagMillis")).isEqualTo(1_500);
        }
        assertThat(metrics.value("decodeNanos")).isEqualTo(2);
        assertThat(metrics.value("unknownFields")).isEqualTo(2_048);
        assertThat(metrics.value("lateRows")).isZero();
    }

    @Test
    void countsBadValuesOfColumnsThatReplaceThem() throws Exception {
        StreamDefinition stream =
                StreamDefinitions.read(new ByteArrayInputStream("""
                        name: sensors
                        format: json
                        event-time: {column: ts}
                        series-key: [device]
                        columns:
                          - {name: device, type: string, required: true}
                          - {name: ts, type: timestamp, required: true}
                          - {name: cpu, type: float64, on-bad-value: null}
                        """.getBytes(StandardCharsets.UTF_8)), "sensors.yaml");
        try (MockEnvironment environment = new MockEnvironmentBuilder()
                        .setMetricGroup(metrics.task())
                        .build();
                var harness = harness(stream, environment)) {
            harness.open();
            send(harness, "{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\",\"cpu\":\"broken\"}");
            send(harness, "{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\",\"cpu\":\"NA\"}");
        }
        assertThat(metrics.value("badValues{column=cpu}")).isEqualTo(1);
        assertThat(metrics.value("deadLetters{reason=bad_value}")).isZero();
    }

    @Test
    void countsRowsOfARecordAndSkippedTombstones() throws Exception {
        StreamDefinition stream =
                BatchFixtures.stream(BatchFixtures.ALL_TYPES.replace("everything", "sensors") + "tombstones: skip\n");
        try (MockEnvironment environment = new MockEnvironmentBuilder()
                        .setMetricGroup(metrics.task())
                        .build();
                var harness = harness(stream, environment)) {
            harness.open();
            send(harness, "[{\"id\":\"a\",\"ts\":1714564800},{},{\"id\":\"b\",\"ts\":1714564800}]");
            send(harness, null);
            harness.endInput();
        }
        assertThat(metrics.value("recordsRead")).isEqualTo(2);
        assertThat(metrics.value("rows")).isEqualTo(2);
        assertThat(metrics.value("deadLetters{reason=missing_value}")).isEqualTo(1);
        assertThat(metrics.value("deadLetters{reason=empty}")).isZero();
        assertThat(metrics.value("tombstonesSkipped")).isEqualTo(1);
    }

    private static OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness(MockEnvironment environment)
            throws Exception {
        return harness(StreamDefinitions.builtIn("sensors"), environment);
    }

    private static OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness(
            StreamDefinition stream, MockEnvironment environment) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<RawRecord, MicroBatch>(
                new MicroBatchOperator(
                        stream,
                        BatchFixtures.settings(3, 900 << 10, 2),
                        BatchFixtures.CHECKPOINT_INTERVAL,
                        topic -> BatchFixtures.TOPIC_ID,
                        false,
                        new AlertParallelism(1, 128)),
                new RawRecordSerializer(),
                environment);
        harness.setup(new MicroBatchSerializer());
        return harness;
    }

    private static void send(OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness, String value)
            throws Exception {
        harness.processElement(new StreamRecord<>(BatchFixtures.record(0, 0, value)));
    }
}
