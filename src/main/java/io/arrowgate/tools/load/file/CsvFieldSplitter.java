package io.arrowgate.tools.load.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.stream.column.CsvDialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the boundaries of the fields of one CSV record, without copying. */
public final class CsvFieldSplitter {
    private static final int NO_QUOTE = -1;

    private final char delimiter;
    private final int quote;
    private byte[] buffer = {};
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int count;

    public CsvFieldSplitter(CsvDialect dialect) {
        delimiter = dialect.delimiter().charAt(0);
        quote = dialect.quote().isEmpty() ? NO_QUOTE : dialect.quote().charAt(0);
    }

    /** Splits the record between two positions of a buffer, which must not change while the fields are in use. */
    public CsvFieldSplitter split(byte[] bytes, int start, int end) {
        buffer = bytes;
        count = 0;
        boolean quoted = false;
        boolean mayOpen = true;
        int fieldStart = start;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == quote && (quoted || mayOpen)) {
                quoted = !quoted;
                mayOpen = true;
                continue;
            }
            if (b == delimiter && !quoted) {
                add(fieldStart, i);
                fieldStart = i + 1;
            }
            mayOpen = b == delimiter;
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
        if (quote == NO_QUOTE || raw.length() < 2 || raw.charAt(0) != quote || raw.charAt(raw.length() - 1) != quote) {
            return raw;
        }
        String mark = String.valueOf((char) quote);
        return raw.substring(1, raw.length() - 1).replace(mark + mark, mark).strip();
    }

    public List<String> texts() {
        List<String> texts = new ArrayList<>(count);
        for (int field = 0; field < count; field++) {
            texts.add(text(field));
        }
        return texts;
    }
}
