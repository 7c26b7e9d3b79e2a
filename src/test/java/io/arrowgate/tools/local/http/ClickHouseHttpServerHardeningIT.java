package io.arrowgate.tools.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the HTTP interface against web pages and misbehaving clients. */
@Timeout(60)
class ClickHouseHttpServerHardeningIT {
    private static final String AUTHORIZATION = "Authorization: Basic "
            + Base64.getEncoder()
                    .encodeToString((SharedStack.USER + ":" + SharedStack.PASSWORD).getBytes(StandardCharsets.UTF_8))
            + "\r\n";

    private static Socket send(String text) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                URI.create(SharedStack.clickHouseUrl()).getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(String request) throws IOException {
        try (Socket socket = send(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String query(String headers) throws IOException {
        return answer("POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 8\r\n" + AUTHORIZATION + headers
                + "\r\nSELECT 7");
    }

    @Test
    void webPagesAreRejectedEvenWithThePassword() throws IOException {
        assertThat(query("Host: localhost:8123\r\n")).contains("200 OK", "\r\n7\n");
        assertThat(query("Host: rebound.example:8123\r\n")).contains("403", "Host must be a loopback address");
        assertThat(query("Host: localhost:8123\r\nOrigin: https://example.com\r\n"))
                .contains("403", "Origin");
        assertThat(query("Host: localhost:8123\r\nSec-Fetch-Site: cross-site\r\n"))
                .contains("403", "Sec-Fetch-Site");
        assertThat(answer("GET /ping HTTP/1.1\r\nConnection: close\r\nHost: rebound.example\r\n\r\n"))
                .contains("403");
    }

    @Test
    void echoedTextIsNotServedAsMarkup() throws IOException {
        assertThat(answer("GET /%3Cscript%3E HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n"))
                .contains("404", "text/plain", "nosniff")
                .doesNotContain("text/html");
    }

    @Test
    void incompleteRequestsDoNotBlockOthers() throws IOException {
        List<Socket> half = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                half.add(send("POST / HTTP/1.1\r\nHost: loc"));
                half.add(send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nSELECT"));
            }
            assertThat(query("Host: localhost\r\n")).contains("200 OK", "\r\n7\n");
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
    }
}
