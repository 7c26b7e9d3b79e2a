package io.arrowgate.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.common.ByteRanges;

/** Finds members and ends of JSON values by quotes and brackets only. Values may be broken otherwise. */
final class JsonSkimmer {
    static final int NONE = -1;

    private JsonSkimmer() {}

    /** Returns the position of the comma or closing bracket after the value that begins here, or the end. */
    static int valueEnd(byte[] json, int start) {
        int depth = 0;
        for (int at = start; at < json.length; at++) {
            switch (json[at]) {
                case '"' -> at = closingQuote(json, at);
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth == 0) {
                        return at;
                    }
                    depth--;
                }
                case ',' -> {
                    if (depth == 0) {
                        return at;
                    }
                }
                default -> {}
            }
        }
        return json.length;
    }

    /** Returns the position of the quote that closes a string, or a position after the end. */
    static int closingQuote(byte[] json, int openingQuote) {
        int at = ByteRanges.plainEnd(json, openingQuote + 1);
        while (at < json.length && json[at] != '"') {
            at = ByteRanges.plainEnd(json, at + (json[at] == '\\' ? 2 : 1));
        }
        return at;
    }

    /** Returns the position of the last value of this name in the object that begins here, or {@link #NONE}. */
    static int member(byte[] json, int object, String name) {
        int found = NONE;
        int at = ByteRanges.skipWhiteSpace(json, object + 1);
        while (at < json.length && json[at] == '"') {
            int quote = closingQuote(json, at);
            int colon = ByteRanges.skipWhiteSpace(json, quote + 1);
            if (colon >= json.length || json[colon] != ':') {
                return found;
            }
            int value = ByteRanges.skipWhiteSpace(json, colon + 1);
            if (new String(json, at + 1, quote - at - 1, UTF_8).strip().equalsIgnoreCase(name)) {
                found = value;
            }
            int end = valueEnd(json, value);
            if (end == json.length || json[end] != ',') {
                return found;
            }
            at = ByteRanges.skipWhiteSpace(json, end + 1);
        }
        return found;
    }
}
