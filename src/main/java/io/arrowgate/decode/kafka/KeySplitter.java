package io.arrowgate.decode.kafka;

import io.arrowgate.decode.row.FieldNode;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.stream.column.KeyPattern;
import java.nio.charset.StandardCharsets;

/** Sets fields to the parts of a text key, as a {@link KeyPattern} splits it. */
final class KeySplitter {
    private final byte[][] texts;
    /** Field of each part, or -1. */
    private final int[] fields;

    private final int[] ends;

    /** @param key node of the key */
    KeySplitter(KeyPattern pattern, FieldNode key) {
        texts = pattern.texts().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        fields = pattern.names().stream()
                .map(key::child)
                .mapToInt(part -> part == null ? -1 : part.field())
                .toArray();
        ends = new int[fields.length];
    }

    /** Sets the fields if the key matches the pattern. */
    void split(byte[] key, FieldValues values) {
        if (!matches(key)) {
            return;
        }
        int start = texts[0].length;
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] >= 0) {
                values.setText(fields[i], key, start, ends[i]);
            }
            start = ends[i] + texts[i + 1].length;
        }
    }

    /** Finds the ends of the parts. */
    private boolean matches(byte[] key) {
        int start = texts[0].length;
        if (!isAt(key, 0, texts[0])) {
            return false;
        }
        for (int i = 0; i < ends.length - 1; i++) {
            int end = start + 1;
            while (end < key.length && !isAt(key, end, texts[i + 1])) {
                end++;
            }
            if (end >= key.length) {
                return false;
            }
            ends[i] = end;
            start = end + texts[i + 1].length;
        }
        byte[] last = texts[texts.length - 1];
        int end = key.length - last.length;
        ends[ends.length - 1] = end;
        return end > start && isAt(key, end, last);
    }

    private static boolean isAt(byte[] key, int at, byte[] text) {
        if (key.length - at < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (key[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
