package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Generates endless readings of a fleet of device agents as random walks. The same seed gives the same records. */
public final class SyntheticSensors implements RecordSource {
    /** Reporting interval of a real agent. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int HUNDRED_PERCENT = 100_00;
    private static final int LARGEST_STEP = 3_00;

    private final SensorJsonWriter json = new SensorJsonWriter();
    private final SplittableRandom random;
    private final byte[][] devices;
    private final int[] cpuUsed;
    private final int[] memoryUsed;
    private final long startMillis;
    private final long intervalNanos;
    private long round;
    private int device = -1;

    /**
     * @param series number of devices
     * @param seed of the random generator
     * @param start event time of the first reading
     * @param interval between two readings of one device, over which the devices are spread evenly
     */
    public SyntheticSensors(int series, long seed, Instant start, Duration interval) {
        if (series < 1) {
            throw new IllegalArgumentException("series: '%d' is too small; give 1 or more".formatted(series));
        }
        random = new SplittableRandom(seed);
        devices = new byte[series][];
        cpuUsed = new int[series];
        memoryUsed = new int[series];
        for (int i = 0; i < series; i++) {
            devices[i] = "sensor-%04d".formatted(i).getBytes(US_ASCII);
            cpuUsed[i] = random.nextInt(HUNDRED_PERCENT);
            memoryUsed[i] = random.nextInt(HUNDRED_PERCENT);
        }
        startMillis = start.toEpochMilli();
        intervalNanos = interval.toNanos();
    }

    @Override
    public KeyedRecord next() {
        if (++device == devices.length) {
            device = 0;
            round++;
        }
        cpuUsed[device] = wander(cpuUsed[device]);
        memoryUsed[device] = wander(memoryUsed[device]);
        double rounds = round + (double) device / devices.length;
        long epochMillis = startMillis + (long) (rounds * intervalNanos / 1e6);
        byte[] value = json.write(
                devices[device], epochMillis, cpuUsed[device], memoryUsed[device], 1 + random.nextInt(2_000));
        return new KeyedRecord(devices[device].clone(), value);
    }

    private int wander(int percent) {
        int next = percent + random.nextInt(-LARGEST_STEP, LARGEST_STEP + 1);
        return Math.max(0, Math.min(HUNDRED_PERCENT, next));
    }
}
