package io.arrowgate.tools.load.record;

import java.io.IOException;

/** Returns the records of another source, and the first one also before it is consumed. */
public final class PeekableRecordSource implements RecordSource {
    private final RecordSource source;
    private KeyedRecord first;

    public PeekableRecordSource(RecordSource source) {
        this.source = source;
    }

    /** Returns the next record without consuming it; null at the end. */
    public KeyedRecord peek() throws IOException {
        if (first == null) {
            first = source.next();
        }
        return first;
    }

    @Override
    public KeyedRecord next() throws IOException {
        KeyedRecord next = peek();
        first = null;
        return next;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
