package io.arrowgate.tools.detect.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Generates one labelled series of four weeks with a reading each five minutes; the same for the same kind and seed. */
final class SeriesGenerator {
    static final int ROWS = 8_064;
    private static final int DAY = 288;
    private static final int FIRST_ANOMALY_ROW = 5_000;
    private static final int LAST_ANOMALY_ROW = 7_000;
    private static final long START_MICROS = TimeUnit.DAYS.toMicros(19_800);
    private static final long STEP_MICROS = TimeUnit.MINUTES.toMicros(5);

    private static final double SPIKE = 6;
    private static final double SHIFT = 4;
    private static final double AMPLITUDE = 3;
    private static final double PERIOD = 1.5;
    private static final int DROPOUT = 20;

    private final GeneratedKind kind;
    private final Random random;
    private final double[] values = new double[ROWS];
    private final long[] timeMicros = new long[ROWS];
    /** First row of the anomaly. */
    private final int anomaly;

    private SeriesGenerator(GeneratedKind kind, long seed) {
        this.kind = kind;
        random = new Random(31 * seed + kind.name().hashCode());
        anomaly = FIRST_ANOMALY_ROW + random.nextInt(LAST_ANOMALY_ROW - FIRST_ANOMALY_ROW);
        Arrays.setAll(timeMicros, row -> START_MICROS + row * STEP_MICROS);
    }

    static LabelledSeries generate(GeneratedKind kind, long seed) {
        return new SeriesGenerator(kind, seed).generate();
    }

    private LabelledSeries generate() {
        switch (kind) {
            case LEVEL_SHIFT -> {
                fill(50, 1);
                shift(anomaly, ROWS, SHIFT * spread());
            }
            case SPIKE -> {
                fill(50, 1);
                shift(anomaly, anomaly + 1, SPIKE * spread());
            }
            case DROPOUT -> {
                fill(50, 1);
                addDailySeason();
                repeat(random.nextBoolean() ? 0 : values[anomaly - 1]);
            }
            case AMPLITUDE -> fillWaves(AMPLITUDE, 1);
            case PERIOD -> fillWaves(1, PERIOD);
            case SLOW_DRIFT -> {
                fill(50, 1);
                double drift = (5 + 5 * random.nextDouble()) * sign() / ROWS;
                Arrays.setAll(values, row -> values[row] + drift * row);
            }
            case SEASONS_WITH_GAPS -> {
                fillSeasonsWithGaps();
                boolean spike = random.nextBoolean();
                shift(anomaly, spike ? anomaly + 1 : ROWS, (spike ? SPIKE : SHIFT) * spread());
            }
            case HEAVY_TAILS -> {
                Arrays.setAll(values, row -> heavyTailed(random));
                shift(anomaly, ROWS, SHIFT * spread());
            }
            case FEW_INTEGERS -> {
                Arrays.setAll(values, row -> poisson(2, random));
                values[anomaly] = Math.rint(values[anomaly] + SPIKE * spread());
            }
            case ON_OFF -> {
                fillOnOff();
                repeat(values[anomaly - 1]);
            }
        }
        List<LabelledSeries.Window> windows = kind.detectionReadings == 0
                ? List.of()
                : List.of(new LabelledSeries.Window(anomaly, anomaly + kind.detectionReadings - 1));
        return new LabelledSeries(kind.label, timeMicros, values, windows);
    }

    private double sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    private void fill(double level, double noise) {
        Arrays.setAll(values, row -> level + noise * random.nextGaussian());
    }

    /** Fills in waves with a tenth to a third of noise; amplitude and period grow by these factors at the anomaly. */
    private void fillWaves(double amplitudeFactor, double periodFactor) {
        double period = 40 + 80 * random.nextDouble();
        double noise = 0.1 + 0.2 * random.nextDouble();
        double phase = random.nextDouble();
        for (int row = 0; row < ROWS; row++) {
            phase += 1 / (row < anomaly ? period : period * periodFactor);
            double amplitude = row < anomaly ? 1 : amplitudeFactor;
            values[row] = 10 + amplitude * Math.sin(2 * Math.PI * phase) + noise * random.nextGaussian();
        }
    }

    private void addDailySeason() {
        Arrays.setAll(values, row -> values[row] + 2 * Math.sin(2 * Math.PI * row / DAY));
    }

    /** Fills in a daily and a weekly season. Ten gaps of one to twelve hours, and 3 % of the readings, are missing. */
    private void fillSeasonsWithGaps() {
        boolean[] removed = new boolean[4 * ROWS];
        for (int gap = 0; gap < 10; gap++) {
            int begin = random.nextInt(ROWS);
            Arrays.fill(removed, begin, begin + 12 + random.nextInt(132), true);
        }
        int slot = 0;
        for (int row = 0; row < ROWS; row++) {
            while (removed[slot] || random.nextInt(100) < 3) {
                slot++;
            }
            timeMicros[row] = START_MICROS + slot * STEP_MICROS;
            double weekend = slot / DAY % 7 >= 5 ? 3 : 0;
            values[row] = 50 + random.nextGaussian() + 3 * Math.sin(2 * Math.PI * slot / DAY) - weekend;
            slot++;
        }
    }

    /** Returns a number of Student's t distribution with 3 degrees of freedom. */
    static double heavyTailed(Random random) {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double normal = random.nextGaussian();
            squares += normal * normal;
        }
        return random.nextGaussian() / Math.sqrt(squares / 3);
    }

    static int poisson(double mean, Random random) {
        int count = 0;
        double product = random.nextDouble();
        while (product > Math.exp(-mean)) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    private void fillOnOff() {
        int row = 0;
        boolean on = false;
        while (row < ROWS) {
            int end = Math.min(ROWS, row + 4 + random.nextInt(5));
            Arrays.fill(values, row, end, on ? 1 : 0);
            row = end;
            on = !on;
        }
    }

    private void shift(int begin, int end, double difference) {
        double signed = sign() * difference;
        for (int row = begin; row < end; row++) {
            values[row] += signed;
        }
    }

    private void repeat(double value) {
        Arrays.fill(values, anomaly, anomaly + DROPOUT, value);
    }

    /** Returns the standard deviation of the readings before the anomaly. */
    private double spread() {
        double mean = Arrays.stream(values, 0, anomaly).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values, 0, anomaly)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
