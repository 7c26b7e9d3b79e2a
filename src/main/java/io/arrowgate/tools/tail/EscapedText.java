package io.arrowgate.tools.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Shows bytes as text. Those that are not UTF-8, and control characters, which would affect the terminal, are escaped. */
final class EscapedText {
    private static final int MAX_UTF8_BYTES = 4;

    private EscapedText() {}

    /** @param limit number of bytes to show; the number of others follows */
    static String of(byte[] bytes, int limit) {
        StringBuilder text = new StringBuilder();
        int end = Math.min(bytes.length, limit);
        for (int at = 0, length; at < end; at += length) {
            length = length(bytes, at);
            if (length == 0) {
                length = 1;
                text.append("\\x%02x".formatted(bytes[at] & 0xff));
            } else {
                append(new String(bytes, at, length, UTF_8), text);
            }
        }
        return bytes.length <= limit
                ? text.toString()
                : text.append("… and %,d more bytes".formatted(bytes.length - limit))
                        .toString();
    }

    static String of(byte[] bytes) {
        return of(bytes, bytes.length);
    }

    /** Returns the length of the UTF-8 character at this place; 0 if there is none. */
    private static int length(byte[] bytes, int at) {
        if (bytes[at] >= 0) {
            return 1;
        }
        for (int length = 2; length <= Math.min(MAX_UTF8_BYTES, bytes.length - at); length++) {
            try {
                UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
                return length;
            } catch (CharacterCodingException e) {
                // The character may be longer.
            }
        }
        return 0;
    }

    private static void append(String character, StringBuilder text) {
        int codePoint = character.codePointAt(0);
        if (codePoint == '\n' || codePoint == '\t' || !Character.isISOControl(codePoint)) {
            text.append(character);
        } else {
            text.append("\\x%02x".formatted(codePoint));
        }
    }
}
