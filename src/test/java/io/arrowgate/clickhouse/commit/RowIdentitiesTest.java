package io.arrowgate.clickhouse.commit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.clickhouse.client.InvalidResponseException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowIdentitiesTest {
    /** The response that names the rows given as pairs of partition and offset, at most 127 of them. */
    static byte[] rowBinary(long... pairs) {
        int count = pairs.length / 2;
        ByteBuffer response = ByteBuffer.allocate(Long.BYTES + 1 + count * 12).order(ByteOrder.LITTLE_ENDIAN);
        response.putLong(count).put((byte) count);
        for (int i = 0; i < pairs.length; i += 2) {
            response.putInt((int) pairs[i]).putLong(pairs[i + 1]);
        }
        return response.array();
    }

    @Test
    void rowsAreCountedOnceEach() throws Exception {
        RowIdentities present = RowIdentities.decode(rowBinary(0, 5, 0, 3, 0, 5, 2, 1));
        assertThat(present.count()).isEqualTo(3);
        assertThat(present.highest(0)).isEqualTo(5);
        assertThat(present.highest(1)).isEqualTo(-1);
        assertThat(present.contains(2, 1)).isTrue();
        assertThat(present.contains(1, 1)).isFalse();
    }

    @Test
    void responseThatNamesNoRowHasContent() throws Exception {
        assertThat(RowIdentities.decode(rowBinary()).count()).isZero();
    }

    @Test
    void emptyForeignAndCutOffResponsesAreRejected() {
        byte[] whole = rowBinary(0, 5, 0, 3, 2, 1);
        for (int length = 0; length < whole.length; length++) {
            assertRejected(Arrays.copyOf(whole, length));
        }
        assertRejected(Arrays.copyOf(whole, whole.length + 1));
        assertRejected(new byte[whole.length]);
        assertRejected("<html><body>It works!</body></html>".getBytes(UTF_8));
    }

    private static void assertRejected(byte[] response) {
        assertThatThrownBy(() -> RowIdentities.decode(response)).isInstanceOf(InvalidResponseException.class);
    }
}
