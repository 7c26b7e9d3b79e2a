package io.arrowgate.tools.local.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpMessageTest {
    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }

    private static String body(Optional<HttpMessage> message) {
        return new String(message.orElseThrow().body(), ISO_8859_1);
    }

    @Test
    void messagesOfOneConnectionAreSeparated() throws IOException {
        InputStream in = stream("POST /?query=INSERT%20INTO%20t HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n0\r\n\r\n"
                + "POST / HTTP/1.1\r\nContent-Length: 8\r\nUser-Agent: Somebody\r\n\r\nSELECT 1"
                + "GET /ping HTTP/1.1\r\n\r\n");
        Optional<HttpMessage> chunked = HttpMessage.read(in);
        assertThat(body(chunked)).isEqualTo("3\r\nabc\r\n0\r\n\r\n");
        assertThat(ProxiedRequest.of(chunked.orElseThrow()).isInsert()).isTrue();

        ProxiedRequest sized = ProxiedRequest.of(HttpMessage.read(in).orElseThrow());
        assertThat(sized).isEqualTo(new ProxiedRequest("SELECT 1", "somebody"));

        assertThat(body(HttpMessage.read(in))).isEmpty();
        assertThat(HttpMessage.read(in)).isEmpty();
    }

    @Test
    void responseWithoutALengthEndsWithItsConnection() throws IOException {
        assertThat(body(HttpMessage.read(stream("HTTP/1.1 200 OK\r\n\r\nall of it"))))
                .isEqualTo("all of it");
    }

    @Test
    void truncatedBodyIsRejected() {
        assertThatThrownBy(() -> HttpMessage.read(stream("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf")))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() ->
                        HttpMessage.read(stream("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf")))
                .isInstanceOf(EOFException.class);
    }
}
