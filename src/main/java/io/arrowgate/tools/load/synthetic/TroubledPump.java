package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Generates readings of a healthy device and of one that breaches each rule of the demo once: from
 * second 8 its CPU load is high, in between its memory usage has a short peak, and from second 17 it is absent for 8 seconds.
 */
public final class TroubledPump implements RecordSource {
    public static final int READINGS_PER_SECOND = 100;

    private static final byte[] FAILING = "pump-7".getBytes(US_ASCII);
    private static final byte[] HEALTHY = "pump-8".getBytes(US_ASCII);
    private static final int INTERVAL_MILLIS = 1_000 / READINGS_PER_SECOND;

    private final SensorJsonWriter json = new SensorJsonWriter();
    private final SplittableRandom random;
    private final long startMillis;
    private long elapsedMillis = -INTERVAL_MILLIS;

    /** @param start event time of the first reading; the others follow it {@link #READINGS_PER_SECOND} a second */
    public TroubledPump(long seed, Instant start) {
        random = new SplittableRandom(seed);
        startMillis = start.toEpochMilli();
    }

    @Override
    public KeyedRecord next() {
        elapsedMillis += INTERVAL_MILLIS;
        boolean troubledsTurn = elapsedMillis / INTERVAL_MILLIS % 2 == 0;
        byte[] device = troubledsTurn && !isWithin(17, 25) ? FAILING : HEALTHY;
        boolean busy = device == FAILING && isWithin(8, 11);
        boolean full = busy && elapsedMillis % 1_000 < 100;
        byte[] value = json.write(
                device, startMillis + elapsedMillis, about(busy ? 95_00 : 20_00), about(full ? 90_00 : 40_00), 5);
        return new KeyedRecord(device.clone(), value);
    }

    private boolean isWithin(int firstSecond, int endSecond) {
        return elapsedMillis >= firstSecond * 1_000L && elapsedMillis < endSecond * 1_000L;
    }

    private int about(int hundredths) {
        return hundredths + random.nextInt(-50, 51);
    }
}
