package io.arrowgate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, decoding ends in a row or in {@link UndecodableRecordException}. */
class DecoderFuzzTest {
    private static final int CASES = 100_000;
    private static final long SEED = 7;

    private static final String[] SEEDS = {
        "{\"device\":\"a\",\"ts\":1714566896789,\"cpu_used\":1.5,\"CA\":\"A\",\"DATE\":\"01/02/2024\",\"TIME\":\"03:04:05\"}",
        "A002,R051,02-00-00,59 ST,NQR456W,BMT,01/05/2024,23:00:00,REGULAR,0007,12",
        "A,R,\"0 \"\"2\",S,L,B,09-23-23,16:54:00,REGULAR,7,9,id,2023-09-23 16:54:00\r\n"
    };

    @ParameterizedTest
    @ValueSource(strings = {"sensors", "turnstiles"})
    void anyBytesAreARowOrUndecodable(String name) {
        StreamDefinition stream = StreamDefinitions.builtIn(name);
        RecordDecoder decoder = RecordDecoders.of(stream);
        RowSlots row = new RowSlots(stream.columns().size());
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            try {
                decoder.decode(Rows.record(bytes(random), random.nextLong()), row);
            } catch (UndecodableRecordException e) {
                refused++;
                assertThat(e.reason()).isNotNull();
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] bytes(Random random) {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] record = SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8);
        for (int n = random.nextInt(4); n > 0; n--) {
            record[random.nextInt(record.length)] = (byte) random.nextInt(256);
        }
        return record;
    }
}
