package io.arrowgate.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.DeadLetter;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.source.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterSerializationSchemaTest {
    private static final int LIMIT = 900 << 10;

    private final DeadLetterSerializationSchema schema = new DeadLetterSerializationSchema("dead-letters", LIMIT);

    private ProducerRecord<byte[], byte[]> write(byte[] key, byte[] value, RecordHeaders headers) {
        RawRecord raw = new RawRecord().set("raw", 4, 17, 99, key, value, headers);
        return schema.serialize(
                new DeadLetter("sensors", DeadLetterReason.MALFORMED, "why", DeadLetter.WHOLE_RECORD, raw), null, null);
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void keyValueAndHeadersAreTheOriginalOnes() {
        byte[] key = {1};
        byte[] value = {0, -1, 2};
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {7});

        ProducerRecord<byte[], byte[]> written = write(key, value, headers);

        assertThat(written.topic()).isEqualTo("dead-letters");
        assertThat(written.key()).isSameAs(key);
        assertThat(written.value()).isSameAs(value);
        assertThat(written.timestamp()).isEqualTo(99);
        assertThat(written.headers().lastHeader("trace").value()).containsExactly(7);
    }

    @Test
    void headerNamesTheRowOfAnElementOnly() {
        RawRecord raw = new RawRecord().set("raw", 4, 17, 99, null, null, new RecordHeaders());

        ProducerRecord<byte[], byte[]> element =
                schema.serialize(new DeadLetter("sensors", DeadLetterReason.MALFORMED, "why", 3, raw), null, null);
        ProducerRecord<byte[], byte[]> whole = write(null, null, new RecordHeaders());

        assertThat(header(element, DeadLetter.ROW_HEADER)).isEqualTo("3");
        assertThat(whole.headers().lastHeader(DeadLetter.ROW_HEADER)).isNull();
    }

    /** A broker refuses what is ahead of its clock, so a job that writes it would never get past it. */
    @Test
    void aTimestampThatTheTopicWouldRejectIsAHeader() {
        for (long millis : new long[] {
            System.currentTimeMillis() + 7_200_000, 1_714_521_600_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE, -2
        }) {
            RawRecord raw = new RawRecord().set("raw", 4, 17, millis, null, null, new RecordHeaders());

            ProducerRecord<byte[], byte[]> written = schema.serialize(
                    new DeadLetter("sensors", DeadLetterReason.MALFORMED, "why", DeadLetter.WHOLE_RECORD, raw),
                    null,
                    null);

            assertThat(written.timestamp()).isNull();
            assertThat(header(written, "arrowgate-timestamp")).isEqualTo(Long.toString(millis));
        }
    }

    @Test
    void headersSayWhereItWasAndWhy() {
        ProducerRecord<byte[], byte[]> written = write(null, null, new RecordHeaders());

        assertThat(written.value()).isNull();
        assertThat(header(written, "__connect.errors.topic")).isEqualTo("raw");
        assertThat(header(written, "__connect.errors.partition")).isEqualTo("4");
        assertThat(header(written, "__connect.errors.offset")).isEqualTo("17");
        assertThat(header(written, "__connect.errors.stage")).isEqualTo("VALUE_CONVERTER");
        assertThat(header(written, "__connect.errors.exception.class.name")).contains("UndecodableRecordException");
        assertThat(header(written, "__connect.errors.exception.message")).isEqualTo("why");
        assertThat(header(written, "arrowgate-stream")).isEqualTo("sensors");
        assertThat(header(written, "arrowgate-reason")).isEqualTo("MALFORMED");
    }

    @Test
    void whatTheTopicWouldNotTakeIsCutAndSaysSo() {
        byte[] value = new byte[30 << 20];
        Arrays.fill(value, (byte) 'x');
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < 100; i++) {
            headers.add("h" + i, new byte[10_000]);
        }

        ProducerRecord<byte[], byte[]> written = write(value, value, headers);

        int size = written.key().length + written.value().length;
        for (var header : written.headers()) {
            size += header.key().length() + header.value().length;
        }
        assertThat(size).isLessThan(LIMIT + (64 << 10));
        assertThat(header(written, "arrowgate-value-length")).isEqualTo(Integer.toString(30 << 20));
        assertThat(header(written, "arrowgate-value-sha256"))
                .hasSize(64)
                .isEqualTo(header(written, "arrowgate-key-sha256"));
        assertThat(header(written, "arrowgate-headers-dropped")).isEqualTo("89");
    }

    @Test
    void aHeaderWithoutAValueAndAnEmptyValueStayWhatTheyAre() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("empty", new byte[0]);
        headers.add("twice", new byte[] {1});
        headers.add("twice", null);

        ProducerRecord<byte[], byte[]> written = write(new byte[0], new byte[0], headers);

        assertThat(written.key()).isEmpty();
        assertThat(written.value()).isEmpty();
        assertThat(Arrays.copyOf(written.headers().toArray(), 3)).containsExactly(headers.toArray());
        assertThat(written.headers().lastHeader("arrowgate-value-length")).isNull();
    }

    @Test
    void whatJustFitsIsNotCut() {
        byte[] key = new byte[LIMIT / 8];
        byte[] value = new byte[LIMIT - 2 * (LIMIT / 8)];

        ProducerRecord<byte[], byte[]> written = write(key, value, new RecordHeaders());

        assertThat(written.key()).isSameAs(key);
        assertThat(written.value()).isSameAs(value);
        assertThat(write(new byte[key.length + 1], value, new RecordHeaders()).key())
                .hasSameSizeAs(key);
    }

    /** As Kafka's producer counts it before it sends. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 100_000})
    void theWholeRecordIsOneThatBrokersTakeByDefault(int headerBytes) {
        byte[] huge = new byte[30 << 20];
        RecordHeaders headers = new RecordHeaders();
        byte[] value = new byte[headerBytes];
        for (int i = 0; i < 50_000; i++) {
            headers.add("é".repeat(i % 7), value);
        }
        RawRecord raw = new RawRecord().set("raw".repeat(83), 4, Long.MAX_VALUE, 99, huge, huge, headers);
        DeadLetter letter = new DeadLetter(
                "sensors", DeadLetterReason.MALFORMED, "é".repeat(1 << 20), DeadLetter.WHOLE_RECORD, raw);

        ProducerRecord<byte[], byte[]> written = schema.serialize(letter, null, null);

        assertThat(AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        CompressionType.NONE,
                        written.key(),
                        written.value(),
                        written.headers().toArray()))
                .isBetween(LIMIT * 3 / 4, (1 << 20) - 1);
    }
}
