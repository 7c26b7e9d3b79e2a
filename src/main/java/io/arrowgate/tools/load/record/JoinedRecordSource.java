package io.arrowgate.tools.load.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Joins consecutive records of another source by line breaks, as senders of batches such as Telegraf do. */
public final class JoinedRecordSource implements RecordSource {
    private final RecordSource source;
    private final int joined;

    /** @param joined number of records that become one with the key of the first; the last one may have fewer */
    public JoinedRecordSource(RecordSource source, int joined) {
        this.source = source;
        this.joined = joined;
    }

    @Override
    public KeyedRecord next() throws IOException {
        KeyedRecord first = source.next();
        if (first == null) {
            return null;
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.writeBytes(first.value());
        for (int i = 1; i < joined; i++) {
            KeyedRecord record = source.next();
            if (record == null) {
                break;
            }
            value.write('\n');
            value.writeBytes(record.value());
        }
        return new KeyedRecord(first.key(), value.toByteArray());
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
