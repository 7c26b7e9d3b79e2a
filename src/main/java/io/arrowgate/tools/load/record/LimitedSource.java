package io.arrowgate.tools.load.record;

import java.io.IOException;

/** Limits another source to its first records. */
public final class LimitedSource implements RecordSource {
    private final RecordSource source;
    private final long records;
    private long left;

    public LimitedSource(RecordSource source, long records) {
        this.source = source;
        this.records = records;
        this.left = records;
    }

    /** Returns the maximum number of records. */
    public long records() {
        return records;
    }

    @Override
    public KeyedRecord next() throws IOException {
        return left-- > 0 ? source.next() : null;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
