package io.arrowgate.tools.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.BatchFixtures;
import io.arrowgate.batch.TestBatchBuilder;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordPrinterTest {
    private static final String HEAD = "1:17  2024-05-01T21:46:40Z  ";

    /** Prints a record; closing the printer checks that all of Arrow's memory is released. */
    private static List<String> print(TopicRole role, byte[] key, byte[] value, RecordHeaders headers) {
        StringWriter out = new StringWriter();
        try (RecordPrinter printer = new RecordPrinter(role, 2, new PrintWriter(out))) {
            printer.print(new ConsumerRecord<>(
                    "topic",
                    1,
                    17,
                    BatchFixtures.TIMESTAMP,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    key,
                    value,
                    headers,
                    Optional.empty()));
        }
        return out.toString().lines().toList();
    }

    private static List<String> print(TopicRole role, String value) {
        return print(role, null, value.getBytes(UTF_8), new RecordHeaders());
    }

    @Test
    void textIsPrintedWithPositionTimeKeyAndSize() {
        assertThat(print(
                        TopicRole.TEXT,
                        "edge-17".getBytes(UTF_8),
                        "{\"a\": \"é\"}".getBytes(UTF_8),
                        new RecordHeaders()))
                .containsExactly(HEAD + "key edge-17  11 bytes", "  {\"a\": \"é\"}");
    }

    @Test
    void undecodableBytesAndControlCharactersAreEscaped() {
        byte[] value = {'a', (byte) 0xff, 27, '[', 'H', (byte) 0xc3, (byte) 0xa9, (byte) 0xc3};

        assertThat(print(TopicRole.TEXT, new byte[] {0}, value, new RecordHeaders()))
                .containsExactly(HEAD + "key \\x00  8 bytes", "  a\\xff\\x1b[Hé\\xc3");
    }

    @Test
    void longValueIsCut() {
        assertThat(print(TopicRole.TEXT, "x".repeat(5_000)).get(1)).endsWith("xx… and 1,000 more bytes");
    }

    @Test
    void recordWithoutValueHasNoContent() {
        assertThat(print(TopicRole.ALERTS, null, null, new RecordHeaders())).containsExactly(HEAD + "no key  no value");
    }

    @Test
    void batchIsPrintedAsATable() throws Exception {
        try (TestBatchBuilder batch = new TestBatchBuilder(
                BatchFixtures.stream(BatchFixtures.ALL_TYPES), BatchFixtures.settings(100, 900 << 10, 8))) {
            batch.append(
                    0,
                    5,
                    "{\"id\":\"a\",\"ts\":\"2024-05-01T12:00:00.5Z\",\"word\":\"w\",\"flag\":true,\"i64\":7,\"f64\":1.5,\"day\":\"2024-05-02\"}");
            batch.append(0, 6, "{\"id\":\"b\",\"ts\":\"2024-05-01T12:00:01Z\"}");
            batch.append(0, 7, "{\"id\":\"c\",\"ts\":\"2024-05-01T12:00:02Z\"}");

            List<String> lines =
                    print(TopicRole.ARROW, null, batch.drain().get(0).bytes(), new RecordHeaders());

            assertThat(lines.get(1))
                    .matches("  id +ts +word +text +flag +i32 +i64 +f32 +f64 +day +_topic_id +_partition.*");
            assertThat(lines.get(2))
                    .matches("  a +2024-05-01T12:00:00.500Z +w +– +true +– +7 +– +1.5 +2024-05-02 +"
                            + BatchFixtures.TOPIC_ID + " +0 +5 .*");
            assertThat(lines.get(3)).matches("  b +2024-05-01T12:00:01Z +– .*");
            assertThat(lines.get(4)).isEqualTo("  … 1 more rows");
        }
    }

    @Test
    void messageThatIsNotArrowIsPrintedAsText() {
        assertThat(print(TopicRole.ARROW, "not Arrow").get(1)).isEqualTo("  not Arrow");
    }

    @Test
    void alertIsPrintedByItsFields() {
        assertThat(
                        print(
                                TopicRole.ALERTS,
                                "{\"state\":\"firing\",\"severity\":\"critical\",\"rule\":\"cpu-high\",\"stream\":\"sensors\",\"series\":{\"device\":\"edge-17\"},\"text\":\"CPU at 97 %\"}"))
                .element(1)
                .isEqualTo("  firing critical cpu-high, sensors device=edge-17: CPU at 97 %");
    }

    @Test
    void deadLetterIsPrintedWithItsReasonAndValue() {
        RecordHeaders headers = new RecordHeaders();
        headers.add(DeadLetterHeaders.TOPIC, "sensors".getBytes(UTF_8));
        headers.add(DeadLetterHeaders.PARTITION, "2".getBytes(UTF_8));
        headers.add(DeadLetterHeaders.OFFSET, "4711".getBytes(UTF_8));
        headers.add(DeadLetterHeaders.STREAM, "sensors".getBytes(UTF_8));
        headers.add(DeadLetterHeaders.REASON, "MALFORMED".getBytes(UTF_8));
        headers.add(DeadLetterHeaders.EXCEPTION_MESSAGE, "not JSON".getBytes(UTF_8));

        assertThat(print(TopicRole.DEAD_LETTERS, null, "{oops".getBytes(UTF_8), headers))
                .containsExactly(
                        HEAD + "no key  5 bytes",
                        "  MALFORMED of stream sensors, from sensors 2:4711: not JSON",
                        "  {oops");
    }
}
