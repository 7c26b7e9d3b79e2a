package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.time.Clock;
import java.util.SplittableRandom;

/**
 * Generates readings of a fleet whose event time is the time of generation. Every n-th reading is a probe: its
 * {@code run_elapsed_ms} is {@link #PROBE_ELAPSED_MILLIS}, which no other reading reaches. The first reading of each device is none, so
 * that alerts of an earlier source end.
 */
public final class LatencyProbeSource implements RecordSource {
    public static final int PROBE_ELAPSED_MILLIS = 9_999;

    private static final int ELAPSED_MILLIS = 5;
    private static final int LOWEST = 20_00;
    private static final int HIGHEST = 80_00;

    private final SensorJsonWriter json = new SensorJsonWriter();
    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[][] devices;
    private final int every;
    private final Clock clock;
    private long reading = -1;

    /**
     * @param series number of devices, which alternate
     * @param every interval of probes in readings; coprime to {@code series}, so that all devices have probes
     */
    public LatencyProbeSource(int series, int every, Clock clock) {
        devices = new byte[series][];
        for (int i = 0; i < series; i++) {
            devices[i] = "probe-%04d".formatted(i).getBytes(US_ASCII);
        }
        this.every = every;
        this.clock = clock;
    }

    @Override
    public KeyedRecord next() {
        reading++;
        byte[] device = devices[(int) (reading % devices.length)];
        byte[] value = json.write(
                device,
                clock.millis(),
                random.nextInt(LOWEST, HIGHEST),
                random.nextInt(LOWEST, HIGHEST),
                isProbe() ? PROBE_ELAPSED_MILLIS : ELAPSED_MILLIS);
        return new KeyedRecord(device.clone(), value);
    }

    private boolean isProbe() {
        return reading >= devices.length && reading % every == 0;
    }

    /** Returns the number of probes. */
    public long probes() {
        return Math.max(0, reading / every - (devices.length - 1) / every);
    }
}
