package io.arrowgate.tools.local.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** Holds a complete HTTP/1.1 request or response, byte for byte as it was sent (RFC 9112). */
final class HttpMessage {
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int HEX = 16;

    private final byte[] head;
    private final byte[] body;

    private HttpMessage(byte[] head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /** Reads the next message of a connection; empty if the other side has closed the connection between messages. */
    static Optional<HttpMessage> read(InputStream in) throws IOException {
        byte[] head = readHead(in);
        if (head.length == 0) {
            return Optional.empty();
        }
        String fields = new String(head, ISO_8859_1).toLowerCase(Locale.ROOT);
        return Optional.of(new HttpMessage(head, readBody(in, fields)));
    }

    private static byte[] readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] end = END_OF_HEAD.getBytes(ISO_8859_1);
        int matched = 0;
        while (matched < end.length) {
            int next = in.read();
            if (next < 0) {
                if (head.size() == 0) {
                    return new byte[0];
                }
                throw new EOFException("the connection ended within a head");
            }
            head.write(next);
            matched = next == end[matched] ? matched + 1 : next == end[0] ? 1 : 0;
        }
        return head.toByteArray();
    }

    private static byte[] readBody(InputStream in, String fields) throws IOException {
        if (fields.contains("\r\ntransfer-encoding: chunked")) {
            return readChunks(in);
        }
        Optional<String> length = field(fields, "content-length");
        if (length.isPresent()) {
            return exactly(in, Integer.parseInt(length.get()));
        }
        boolean answerUntilClose = fields.startsWith("http/") && !fields.startsWith("http/1.1 204");
        return answerUntilClose ? in.readAllBytes() : new byte[0];
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        do {
            String line = readLine(in);
            size = Integer.parseInt(line.strip().replaceFirst(";.*", ""), HEX);
            body.writeBytes(line.getBytes(ISO_8859_1));
            // The line end after the chunk's data.
            body.writeBytes(exactly(in, size + 2));
        } while (size > 0);
        return body.toByteArray();
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() == 0 || line.charAt(line.length() - 1) != '\n') {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended within a body");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within a body");
        }
        return bytes;
    }

    /** Returns the first line and the header fields, including the empty line at the end. */
    byte[] head() {
        return head;
    }

    /** Returns the body, including the framing if it is chunked. */
    byte[] body() {
        return body;
    }

    /** Returns a header field's value in lower case; empty if it is absent. */
    Optional<String> field(String lowerCaseName) {
        return field(new String(head, ISO_8859_1).toLowerCase(Locale.ROOT), lowerCaseName);
    }

    private static Optional<String> field(String fields, String lowerCaseName) {
        String start = "\r\n" + lowerCaseName + ":";
        int at = fields.indexOf(start);
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + start.length();
        return Optional.of(fields.substring(from, fields.indexOf("\r\n", from)).strip());
    }

    /** Returns the target of a request, the second word of its first line. */
    String target() {
        return new String(head, ISO_8859_1).split(" ", 3)[1];
    }
}
