package io.arrowgate.tools.load.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the boundaries of the fields of one CSV record (RFC 4180), without copying. */
public final class CsvFieldSplitter {
    private byte[] buffer = {};
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int count;

    /** Splits the record between two positions of a buffer, which must not change while the fields are in use. */
    public CsvFieldSplitter split(byte[] bytes, int start, int end) {
        buffer = bytes;
        count = 0;
        boolean quoted = false;
        boolean mayOpen = true;
        int fieldStart = start;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == '"' && (quoted || mayOpen)) {
                quoted = !quoted;
                mayOpen = true;
                continue;
            }
            if (b == ',' && !quoted) {
                add(fieldStart, i);
                fieldStart = i + 1;
            }
            mayOpen = b == ',';
        }
        add(fieldStart, end);
        return this;
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end;
    }

    int count() {
        return count;
    }

    /** Returns the position of a field's first byte in the buffer. */
    int start(int field) {
        return starts[field];
    }

    /** Returns the position after a field's last byte in the buffer. */
    int end(int field) {
        return ends[field];
    }

    /** Returns the text of a field without surrounding blanks and quotes. */
    String text(int field) {
        String raw = new String(buffer, starts[field], ends[field] - starts[field], UTF_8).strip();
        boolean inQuotes = raw.length() >= 2 && raw.startsWith("\"") && raw.endsWith("\"");
        return inQuotes
                ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"").strip()
                : raw;
    }

    public List<String> texts() {
        List<String> texts = new ArrayList<>(count);
        for (int field = 0; field < count; field++) {
            texts.add(text(field));
        }
        return texts;
    }
}
