package io.arrowgate.clickhouse.commit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.clickhouse.client.InvalidResponseException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowIdentitiesTest {
    /** The response that names the rows given as partition, offset and row each, at most 127 of them. */
    static byte[] rowBinary(long... triples) {
        int count = triples.length / 3;
        ByteBuffer response = ByteBuffer.allocate(Long.BYTES + 1 + count * 16).order(ByteOrder.LITTLE_ENDIAN);
        response.putLong(count).put((byte) count);
        for (int i = 0; i < triples.length; i += 3) {
            response.putInt((int) triples[i]).putLong(triples[i + 1]).putInt((int) triples[i + 2]);
        }
        return response.array();
    }

    @Test
    void rowsAreCountedOnceEach() throws Exception {
        RowIdentities present = RowIdentities.decode(rowBinary(0, 5, 0, 0, 3, 0, 0, 5, 0, 2, 1, 0));
        assertThat(count(present, "0:0-9,2:0-9")).isEqualTo(3);
        assertThat(count(present, "0:4-9,1:0-9")).isEqualTo(1);
        assertThat(present.contains(2, 1, 0)).isTrue();
        assertThat(present.contains(1, 1, 0)).isFalse();
    }

    @Test
    void rowsOfOneRecordAreDistinct() throws Exception {
        RowIdentities present = RowIdentities.decode(rowBinary(0, 5, 0, 0, 5, 2, 0, 5, 2, 0, 6, 1));
        assertThat(count(present, "0:5-6.1")).isEqualTo(3);
        assertThat(count(present, "0:5.1-6")).isEqualTo(1);
        assertThat(count(present, "0:5-5.1,0:6.1-7")).isEqualTo(2);
        assertThat(present.contains(0, 5, 2)).isTrue();
        assertThat(present.contains(0, 5, 1)).isFalse();
        assertThat(present.contains(0, 6, 0)).isFalse();
    }

    @Test
    void responseThatNamesNoRowHasContent() throws Exception {
        assertThat(count(RowIdentities.decode(rowBinary()), "0:0-9")).isZero();
    }

    @Test
    void emptyForeignAndCutOffResponsesAreRejected() {
        byte[] whole = rowBinary(0, 5, 0, 0, 3, 0, 2, 1, 0);
        for (int length = 0; length < whole.length; length++) {
            assertRejected(Arrays.copyOf(whole, length));
        }
        assertRejected(Arrays.copyOf(whole, whole.length + 1));
        assertRejected(new byte[whole.length]);
        assertRejected("<html><body>It works!</body></html>".getBytes(UTF_8));
    }

    private static int count(RowIdentities present, String ranges) {
        return present.count(BatchId.of("sensors/f/T/" + ranges + "/9"));
    }

    private static void assertRejected(byte[] response) {
        assertThatThrownBy(() -> RowIdentities.decode(response)).isInstanceOf(InvalidResponseException.class);
    }
}
