package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.ingest.RawRecord;
import io.arrowgate.ingest.RawRecordSerializer;
import io.arrowgate.stream.StreamDefinitions;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class MicroBatchOperatorMetricsTest {
    private final CountersByLabel counters = new CountersByLabel();

    @Test
    void countsRowsBatchesAndBytesAndWhyBatchesCloseAndRecordsDoNotDecode() throws Exception {
        long bytes;
        try (MockEnvironment environment = new MockEnvironmentBuilder()
                        .setMetricGroup(counters.task())
                        .build();
                var harness = new OneInputStreamOperatorTestHarness<RawRecord, MicroBatch>(
                        new MicroBatchOperator(
                                StreamDefinitions.builtIn("sensors"),
                                BatchFixtures.settings(3, 900 << 10, 2),
                                topic -> BatchFixtures.TOPIC_ID,
                                false),
                        new RawRecordSerializer(),
                        environment)) {
            harness.setup(new MicroBatchSerializer());
            harness.open();
            for (String day : new String[] {"01", "01", "01", "02", "03", "04"}) { // rows, then days
                send(harness, "{\"device\":\"a\",\"ts\":\"2024-05-%sT12:00:00Z\"}".formatted(day));
            }
            harness.prepareSnapshotPreBarrier(1);
            send(harness, "{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\"}");
            harness.setProcessingTime(1_000);
            send(harness, "{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\"}");
            send(harness, "{");
            send(harness, "{}");
            send(harness, " ");
            send(harness, null);
            harness.endInput();
            bytes = harness.extractOutputValues().stream()
                    .mapToLong(batch -> batch.bytes().length)
                    .sum();
        }

        assertThat(counters.value("rows")).isEqualTo(8);
        assertThat(counters.value("batches")).isEqualTo(5);
        assertThat(counters.value("encodedBytes")).isEqualTo(bytes);
        for (String cause : new String[] {"rows", "days", "barrier", "age", "end_of_input"}) {
            assertThat(counters.value("batchesClosed{cause=" + cause + "}"))
                    .as(cause)
                    .isEqualTo(1);
        }
        assertThat(counters.value("batchesClosed{cause=bytes}")).isZero();
        assertThat(counters.value("deadLetters{reason=malformed}")).isEqualTo(1);
        assertThat(counters.value("deadLetters{reason=missing_value}")).isEqualTo(1);
        assertThat(counters.value("deadLetters{reason=empty}")).isEqualTo(2);
        assertThat(counters.value("deadLetters{reason=too_large}")).isZero();
    }

    private static void send(OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness, String value)
            throws Exception {
        harness.processElement(new StreamRecord<>(BatchFixtures.record(0, 0, value)));
    }
}
