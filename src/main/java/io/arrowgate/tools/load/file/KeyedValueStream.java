package io.arrowgate.tools.load.file;

import io.arrowgate.tools.load.record.KeyedRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads keyed lines without their keys. */
public final class KeyedValueStream extends InputStream {
    private static final byte[] NONE = {};

    private final KeyedLineSource records;
    private final Consumer<byte[]> keys;
    private byte[] line = NONE;
    private int at;

    /**
     * @param text closed with this
     * @param keys receives the key of each record before its value is read; null if it has none
     */
    public KeyedValueStream(BufferedInputStream text, Consumer<byte[]> keys) throws IOException {
        records = new KeyedLineSource(text);
        this.keys = keys;
    }

    @Override
    public int read() throws IOException {
        return hasNext() ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length > 0 && !hasNext()) {
            return -1;
        }
        int copied = Math.min(length, line.length - at);
        System.arraycopy(line, at, target, offset, copied);
        at += copied;
        return copied;
    }

    private boolean hasNext() throws IOException {
        if (at < line.length) {
            return true;
        }
        KeyedRecord record = records.next();
        if (record == null) {
            return false;
        }
        keys.accept(record.key());
        line = Arrays.copyOf(record.value(), record.value().length + 1);
        line[line.length - 1] = '\n';
        at = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
