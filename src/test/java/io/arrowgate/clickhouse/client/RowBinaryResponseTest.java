package io.arrowgate.clickhouse.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBinaryResponseTest {
    @Test
    void numberIsLittleEndian() throws Exception {
        assertThat(RowBinaryResponse.decodeInt64(new byte[] {1, 2, 0, 0, 0, 0, 0, 0}))
                .isEqualTo(0x0201);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 128, 20_000})
    void textOfAnyLengthIsRead(int length) throws Exception {
        String text = "é".repeat(length);
        byte[] utf8 = text.getBytes(UTF_8);
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        int rest = utf8.length;
        for (; rest > 0x7F; rest >>= 7) {
            response.write((rest & 0x7F) | 0x80);
        }
        response.write(rest);
        response.writeBytes(utf8);

        assertThat(RowBinaryResponse.decodeText(response.toByteArray())).isEqualTo(text);
    }

    @Test
    void truncatedLongerAndForeignResponsesAreRejected() {
        assertThatThrownBy(() -> RowBinaryResponse.decodeInt64(new byte[7]))
                .isInstanceOf(InvalidResponseException.class)
                .hasMessage("the response is incomplete: expected an int64, got 7 bytes");
        assertThatThrownBy(() -> RowBinaryResponse.decodeInt64(new byte[9]))
                .isInstanceOf(InvalidResponseException.class);
        assertThatThrownBy(() -> RowBinaryResponse.decodeText(new byte[] {2, 'a'}))
                .isInstanceOf(InvalidResponseException.class)
                .hasMessage("the response is incomplete: expected a string, got 2 bytes");
        assertThatThrownBy(() -> RowBinaryResponse.decodeText("<html>Bad gateway</html>".getBytes(UTF_8)))
                .isInstanceOf(InvalidResponseException.class);
    }

    @Test
    void lengthBeyondAnyArrayIsRejected() {
        byte[] endless = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
        assertThatThrownBy(() -> RowBinaryResponse.decodeText(endless)).isInstanceOf(InvalidResponseException.class);
    }
}
