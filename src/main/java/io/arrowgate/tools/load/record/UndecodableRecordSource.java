package io.arrowgate.tools.load.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** Adds undecodable records to another source's records, to demonstrate dead letters. */
public final class UndecodableRecordSource implements RecordSource {
    /** Records that are undecodable in every format. */
    private static final List<byte[]> BROKEN = List.of(
            "this is no record".getBytes(UTF_8),
            "{\"device\":\"cut-o".getBytes(UTF_8),
            "{\"device\":\"without-a-time\"}".getBytes(UTF_8),
            new byte[] {(byte) 0xff, (byte) 0xfe, 0x00, 0x01},
            ",,,".getBytes(UTF_8));

    private static final int RECORDS_BETWEEN = 100;

    private final RecordSource source;
    private final int broken;
    private int brokenSent;
    private int sinceBroken;

    /**
     * @param source of the good records
     * @param broken number of undecodable records: one after each hundred good ones, and the rest at the end
     */
    public UndecodableRecordSource(RecordSource source, int broken) {
        this.source = source;
        this.broken = broken;
    }

    @Override
    public KeyedRecord next() throws IOException {
        boolean due = brokenSent < broken && sinceBroken == RECORDS_BETWEEN;
        KeyedRecord good = due ? null : source.next();
        if (good != null) {
            sinceBroken++;
            return good;
        }
        if (brokenSent == broken) {
            return null;
        }
        sinceBroken = 0;
        return new KeyedRecord(null, BROKEN.get(brokenSent++ % BROKEN.size()).clone());
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
