package io.arrowgate.common;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.DeadLetter;
import io.arrowgate.decode.DeadLetterSerializer;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.source.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WireSerializersTest {
    /** Longer than {@code writeUTF} takes. */
    private static final String LONG_NAME = "é".repeat(40_000);

    @Test
    void deadLetterIsUnchangedAfterSerialization() throws IOException {
        RecordHeaders headers = new RecordHeaders();
        headers.add(LONG_NAME, new byte[] {0, -1});
        headers.add("twice", null);
        headers.add("twice", new byte[0]);
        byte[] value = "not json".getBytes(StandardCharsets.UTF_8);
        RawRecord record = new RawRecord().set("raw", 3, 1L << 40, -1, null, value, headers);

        DeadLetter copy = roundTrip(new DeadLetter("sensors", DeadLetterReason.MALFORMED, LONG_NAME, 4, record));

        assertThat(copy.stream()).isEqualTo("sensors");
        assertThat(copy.reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(copy.message()).isEqualTo(LONG_NAME);
        assertThat(copy.row()).isEqualTo(4);
        assertThat(copy.record().key()).isNull();
        assertThat(copy.record().value()).isEqualTo(value);
        assertThat(copy.record().offset()).isEqualTo(1L << 40);
        assertThat(copy.record().timestampMillis()).isEqualTo(-1);
        assertThat(copy.record().headers()).isEqualTo(headers);
    }

    private static DeadLetter roundTrip(DeadLetter letter) throws IOException {
        DeadLetterSerializer serializer = new DeadLetterSerializer();
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(letter, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
