package io.arrowgate.decode.json;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.value.NonFiniteWord;
import java.io.ByteArrayOutputStream;

/** Puts unquoted NaN and infinite numbers of a JSON text in quotes, because JSON has none and the library knows few spellings. */
public final class NonFiniteQuoting {
    private NonFiniteQuoting() {}

    /** Returns the text with quotes, or the same array if it has no such number. */
    public static byte[] quote(byte[] json) {
        ByteArrayOutputStream quoted = null;
        int copied = 0;
        int at = 0;
        while (at < json.length) {
            if (json[at] == '"') {
                at = stringEnd(json, at);
                continue;
            }
            boolean valueStarts = json[at] == ':' || json[at] == '[' || json[at] == ',';
            at++;
            if (!valueStarts) {
                continue;
            }
            int start = ByteRanges.skipWhiteSpace(json, at);
            int end = NonFiniteWord.end(json, start);
            if (end != NonFiniteWord.NONE && valueEnds(json, end)) {
                quoted = quoted == null ? new ByteArrayOutputStream(json.length + 2) : quoted;
                quoted.write(json, copied, start - copied);
                quoted.write('"');
                quoted.write(json, start, end - start);
                quoted.write('"');
                copied = end;
                at = end;
            }
        }
        if (quoted == null) {
            return json;
        }
        quoted.write(json, copied, json.length - copied);
        return quoted.toByteArray();
    }

    private static boolean valueEnds(byte[] json, int at) {
        int next = ByteRanges.skipWhiteSpace(json, at);
        return next < json.length && (json[next] == ',' || json[next] == '}' || json[next] == ']');
    }

    private static int stringEnd(byte[] json, int start) {
        int at = start + 1;
        while (at < json.length && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
