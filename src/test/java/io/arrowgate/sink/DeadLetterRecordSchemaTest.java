package io.arrowgate.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.ingest.DeadLetter;
import io.arrowgate.ingest.DeadLetterReason;
import io.arrowgate.ingest.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterRecordSchemaTest {
    private static final int LIMIT = 900 << 10;

    private final DeadLetterRecordSchema schema = new DeadLetterRecordSchema("dead-letters", LIMIT);

    private ProducerRecord<byte[], byte[]> write(byte[] key, byte[] value, RecordHeaders headers) {
        RawRecord raw = new RawRecord().set("raw", 4, 17, 99, key, value, headers);
        return schema.serialize(new DeadLetter("sensors", DeadLetterReason.MALFORMED, "why", raw), null, null);
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
}
