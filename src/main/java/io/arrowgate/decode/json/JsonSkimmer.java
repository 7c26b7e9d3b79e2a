package io.arrowgate.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.arrowgate.common.ByteRanges;
import java.io.IOException;

/** Finds members and ends of JSON values by quotes and brackets only. Values may be broken otherwise. */
final class JsonSkimmer {
    static final int NONE = -1;

    private static final JsonFactory FACTORY = new JsonFactory();

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

    /** Returns the position of the last byte before a position that is not white space. */
    static int lastByte(byte[] json, int end) {
        int at = end - 1;
        while (json[at] == ' ' || json[at] == '\t' || json[at] == '\n' || json[at] == '\r') {
            at--;
        }
        return at;
    }

    /**
     * Returns the position of the last value of this name in the object that begins here, or {@link #NONE}. Case and surrounding blanks
     * of the name are irrelevant, unless the object has the exact name too.
     */
    static int member(byte[] json, int object, String name) {
        int exact = NONE;
        int similar = NONE;
        int at = ByteRanges.skipWhiteSpace(json, object + 1);
        int value = memberValue(json, at, json.length);
        while (value != NONE) {
            String found = name(json, at);
            if (found.equals(name)) {
                exact = value;
            } else if (found.strip().equalsIgnoreCase(name.strip())) {
                similar = value;
            }
            int end = valueEnd(json, value);
            at = end < json.length && json[end] == ',' ? ByteRanges.skipWhiteSpace(json, end + 1) : json.length;
            value = memberValue(json, at, json.length);
        }
        return exact == NONE ? similar : exact;
    }

    /** Returns the position of the value whose name begins here, or {@link #NONE}. */
    static int memberValue(byte[] json, int name, int end) {
        if (name >= end || json[name] != '"') {
            return NONE;
        }
        int colon = ByteRanges.skipWhiteSpace(json, closingQuote(json, name) + 1);
        if (colon >= end || json[colon] != ':') {
            return NONE;
        }
        int value = ByteRanges.skipWhiteSpace(json, colon + 1);
        return value < end ? value : NONE;
    }

    private static String name(byte[] json, int openingQuote) {
        int quote = closingQuote(json, openingQuote);
        String name = new String(json, openingQuote + 1, quote - openingQuote - 1, UTF_8);
        if (name.indexOf('\\') < 0) {
            return name;
        }
        try (JsonParser parser = FACTORY.createParser('"' + name + '"')) {
            return parser.nextTextValue();
        } catch (IOException e) {
            return name; // Decoding the record reports the invalid escape.
        }
    }

    /** Returns the position of an element of the array that begins here, or {@link #NONE}. */
    static int element(byte[] json, int array, int index) {
        int at = ByteRanges.skipWhiteSpace(json, array + 1);
        for (int i = 0; i < index; i++) {
            int end = valueEnd(json, at);
            if (end >= json.length || json[end] != ',') {
                return NONE;
            }
            at = ByteRanges.skipWhiteSpace(json, end + 1);
        }
        return at < json.length && json[at] != ']' ? at : NONE;
    }
}
