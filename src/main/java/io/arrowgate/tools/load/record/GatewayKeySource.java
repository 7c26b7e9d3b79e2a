package io.arrowgate.tools.load.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;

/** Replaces the keys of another source's records by those of gateways, of which each sends the records of some of the keys. */
public final class GatewayKeySource implements RecordSource {
    private final RecordSource source;
    private final byte[][] gateways;

    /** @param gateways number of them */
    public GatewayKeySource(RecordSource source, int gateways) {
        this.source = source;
        this.gateways = new byte[gateways][];
        for (int i = 0; i < gateways; i++) {
            this.gateways[i] = "gateway-%02d".formatted(i).getBytes(US_ASCII);
        }
    }

    @Override
    public KeyedRecord next() throws IOException {
        KeyedRecord record = source.next();
        return record == null ? null : new KeyedRecord(gateway(record.key()).clone(), record.value());
    }

    private byte[] gateway(byte[] key) {
        return gateways[Math.floorMod(Arrays.hashCode(key), gateways.length)];
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
