package io.arrowgate.clickhouse.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.arrow.BatchId;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BatchCommittableSerializerTest {
    /** A batch as version 1 wrote it; savepoints hold such bytes. */
    private static final String PINNED = "01" // kind: inline
            + "00000013" + HexFormat.of().formatHex("s/f/T/0:5-7,2:1-1/4".getBytes(UTF_8))
            + "0000000000000009" // restored from
            + "ffffffffffffffff" // one microsecond before 1970
            + "000617592aed8001" // 2024-05-01T00:00:00.000001Z
            + "00000003" + "0a0b0c";

    private static final String TAKEN = "0000018f34c3a400"; // milliseconds since 1970

    private static final BatchCommittable BATCH = new BatchCommittable(
            BatchId.of("s/f/T/0:5-7,2:1-1/4"),
            9,
            Instant.EPOCH.minusNanos(1000),
            Instant.parse("2024-05-01T00:00:00.000001Z"),
            new InlineContent(new byte[] {10, 11, 12}),
            0x18f34c3a400L);

    private static final String PINNED_SPILLED = PINNED.replaceFirst("01", "02").replace("00000003" + "0a0b0c", "")
            + "0000000b" + HexFormat.of().formatHex("file:/a/b.c".getBytes(UTF_8)) // where
            + "000004d2" // length
            + "fedcba98"; // CRC-32C

    private static final BatchCommittable SPILLED_BATCH = new BatchCommittable(
            BATCH.id(),
            BATCH.restoredFrom(),
            BATCH.eventTimeMin(),
            BATCH.eventTimeMax(),
            new SpilledContent("file:/a/b.c", 1234, 0xfedcba98),
            BATCH.takenMillis());

    private final BatchCommittableSerializer serializer = new BatchCommittableSerializer();

    @Test
    void version2IsWrittenByteForByte() {
        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(HexFormat.of().formatHex(serializer.serialize(BATCH))).isEqualTo(PINNED + TAKEN);
        assertThat(HexFormat.of().formatHex(serializer.serialize(SPILLED_BATCH)))
                .isEqualTo(PINNED_SPILLED + TAKEN);
    }

    @Test
    void version2IsRead() throws IOException {
        assertThat(serializer.deserialize(2, HexFormat.of().parseHex(PINNED + TAKEN)))
                .usingRecursiveComparison()
                .isEqualTo(BATCH);
        assertThat(serializer.deserialize(2, HexFormat.of().parseHex(PINNED_SPILLED + TAKEN)))
                .isEqualTo(SPILLED_BATCH);
    }

    @Test
    void version1IsReadAndSaysNothingOfWhenBatchesWereTaken() throws IOException {
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(PINNED)))
                .usingRecursiveComparison()
                .isEqualTo(withoutTaken(BATCH));
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(PINNED_SPILLED)))
                .isEqualTo(withoutTaken(SPILLED_BATCH));
    }

    private static BatchCommittable withoutTaken(BatchCommittable batch) {
        return new BatchCommittable(
                batch.id(),
                batch.restoredFrom(),
                batch.eventTimeMin(),
                batch.eventTimeMax(),
                batch.content(),
                BatchCommittable.TAKEN_UNKNOWN);
    }

    @Test
    void otherVersionsAndKindsAreRefused() {
        byte[] bytes = serializer.serialize(BATCH);
        assertThatThrownBy(() -> serializer.deserialize(3, bytes)).hasMessageContaining("version 3");
        bytes[0] = 7;
        assertThatThrownBy(() -> serializer.deserialize(2, bytes)).hasMessageContaining("kind 7");
    }

    @Test
    void everyCutOffFormIsRefused() {
        everyCutOffFormIsRefused(BATCH);
        everyCutOffFormIsRefused(SPILLED_BATCH);
    }

    private void everyCutOffFormIsRefused(BatchCommittable batch) {
        byte[] bytes = serializer.serialize(batch);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> serializer.deserialize(2, cut))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("truncated");
        }
    }
}
