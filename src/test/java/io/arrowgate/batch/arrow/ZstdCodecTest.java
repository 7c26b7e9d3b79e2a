package io.arrowgate.batch.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToLongFunction;
import org.apache.arrow.compression.ZstdCompressionCodec;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that Arrow's own codec reads the output. */
class ZstdCodecTest {
    private static final int VALUES = 20_000;

    private final RootAllocator allocator = new RootAllocator();

    @AfterEach
    void releaseAllMemory() {
        assertThat(allocator.getAllocatedMemory()).isZero();
        allocator.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void similarValuesShrinkAndRoundTrip(boolean text) {
        assertThat(bytesOfWhatComesBack(text, i -> 1_714_566_896_789_012L + i * 1_000L))
                .isLessThan(VALUES * Long.BYTES / 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void incompressibleValuesRoundTrip(boolean text) {
        Random random = new Random(7);

        assertThat(bytesOfWhatComesBack(text, i -> random.nextLong())).isEqualTo(Long.BYTES + VALUES * Long.BYTES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneCodecCompressesManyBuffers(boolean text) {
        try (ZstdCodec codec = new ZstdCodec(text)) {
            for (int i = 1; i < 50; i++) {
                int step = i;
                roundTrip(codec, index -> (long) index * step);
            }
        }
    }

    private long bytesOfWhatComesBack(boolean text, IntToLongFunction values) {
        try (ZstdCodec codec = new ZstdCodec(text)) {
            return roundTrip(codec, values);
        }
    }

    /** @return the compressed size with its length before it, in bytes */
    private long roundTrip(ZstdCodec codec, IntToLongFunction values) {
        ArrowBuf raw = allocator.buffer(VALUES * Long.BYTES);
        long[] written = new long[VALUES];
        for (int i = 0; i < VALUES; i++) {
            written[i] = values.applyAsLong(i);
            raw.writeLong(written[i]);
        }
        // Both calls take ownership of the buffer.
        ArrowBuf compressed = codec.compress(allocator, raw);
        long bytes = compressed.readableBytes();
        try (ArrowBuf restored = new ZstdCompressionCodec().decompress(allocator, compressed)) {
            assertThat(restored.readableBytes()).isEqualTo(VALUES * (long) Long.BYTES);
            for (int i = 0; i < VALUES; i++) {
                assertThat(restored.getLong((long) i * Long.BYTES)).isEqualTo(written[i]);
            }
        }
        return bytes;
    }
}
