package io.arrowgate.tools.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeBlockInputStreamTest {
    private static final int CHECKSUM_BYTES = 16;

    private static byte[] compressed(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream blocks = ResponseCompression.NATIVE.wrap(bytes)) {
            blocks.write(data);
        }
        return bytes.toByteArray();
    }

    private static byte[] decompressed(byte[] blocks) throws IOException {
        try (NativeBlockInputStream in = new NativeBlockInputStream(new ByteArrayInputStream(blocks))) {
            return in.readAllBytes();
        }
    }

    @Test
    void severalBlocksAreDecompressed() throws IOException {
        byte[] data = new byte[200_000];
        new Random(1).nextBytes(data);

        assertThat(decompressed(compressed(data))).isEqualTo(data);
    }

    @Test
    void emptyInputHasNoData() throws IOException {
        assertThat(decompressed(new byte[0])).isEmpty();
    }

    @Test
    void changedByteIsRejected() throws IOException {
        byte[] blocks = compressed(new byte[1000]);
        blocks[blocks.length - 1] ^= 1;

        assertThatThrownBy(() -> decompressed(blocks)).hasMessageContaining("Code: 40.");
    }

    @Test
    void truncatedBlockIsRejected() throws IOException {
        byte[] blocks = compressed(new byte[1000]);

        assertThatThrownBy(() -> decompressed(Arrays.copyOf(blocks, blocks.length - 1)))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void sizesOutOfRangeAreRejected() throws IOException {
        byte[] blocks = compressed(new byte[1000]);
        Arrays.fill(blocks, CHECKSUM_BYTES + 1, CHECKSUM_BYTES + 5, (byte) 0xff);

        assertThatThrownBy(() -> decompressed(blocks)).hasMessageContaining("Code: 271.");
    }
}
