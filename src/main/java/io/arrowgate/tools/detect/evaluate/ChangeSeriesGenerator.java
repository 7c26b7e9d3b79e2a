package io.arrowgate.tools.detect.evaluate;

import io.arrowgate.tools.detect.evaluate.LabelledSeries.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Generates a week of readings with 20 labelled rises, for {@code change} rules; the same for the same kind and seed. */
final class ChangeSeriesGenerator {
    private static final int EVENTS = 20;
    private static final int SPACING_MINUTES = 480;
    private static final double RISE = 8;
    private static final double SMALL_RISE = 5;
    private static final double NOISY = 1.5;
    /** The level falls back so slowly that the next rise starts from it. */
    private static final int FALL_MINUTES = 240;

    private static final int STAY_MINUTES = 60;

    private ChangeSeriesGenerator() {}

    static LabelledSeries generate(RuleSeriesKind kind, long seed) {
        Random random = new Random(31 * seed + kind.name().hashCode());
        int rowsPerMinute = kind == RuleSeriesKind.DENSE_RAMP ? 12 : 1;
        int rows = (EVENTS + 1) * SPACING_MINUTES * rowsPerMinute;
        double[] values = new double[rows];
        long[] timeMicros = new long[rows];
        for (int row = 0; row < rows; row++) {
            timeMicros[row] = row * TimeUnit.MINUTES.toMicros(1) / rowsPerMinute;
            values[row] = 50 + noise(kind, random);
        }
        List<Window> windows = new ArrayList<>();
        for (int event = 1; event <= EVENTS; event++) {
            int begin = (event * SPACING_MINUTES + random.nextInt(SPACING_MINUTES / 8)) * rowsPerMinute;
            boolean decoy = event % 2 == 0;
            int minutes = minutes(kind, decoy);
            boolean small = kind == RuleSeriesKind.SMALL_STEP && decoy;
            add(values, begin, small ? SMALL_RISE : RISE, minutes * rowsPerMinute, rowsPerMinute);
            if (!small && minutes <= RuleEvaluation.WITHIN_MINUTES) {
                windows.add(new Window(begin, begin + (minutes + RuleEvaluation.WITHIN_MINUTES) * rowsPerMinute));
            }
        }
        return new LabelledSeries(kind.description, timeMicros, values, windows);
    }

    private static double noise(RuleSeriesKind kind, Random random) {
        return switch (kind) {
            case HEAVY_TAILS -> SeriesGenerator.heavyTailed(random) / Math.sqrt(3);
            case NOISY_STEP -> NOISY * random.nextGaussian();
            default -> random.nextGaussian();
        };
    }

    private static int minutes(RuleSeriesKind kind, boolean decoy) {
        return switch (kind) {
            case RAMP, DENSE_RAMP -> RuleEvaluation.WITHIN_MINUTES;
            case SLOW_RAMP -> decoy ? 4 * RuleEvaluation.WITHIN_MINUTES : 0;
            default -> 0;
        };
    }

    private static void add(double[] values, int begin, double rise, int riseRows, int rowsPerMinute) {
        int fall = begin + riseRows + STAY_MINUTES * rowsPerMinute;
        int end = fall + FALL_MINUTES * rowsPerMinute;
        for (int row = begin; row < end; row++) {
            double risen = riseRows == 0 ? 1 : Math.min(1, (double) (row - begin) / riseRows);
            double remaining = Math.min(1, (double) (end - row) / (end - fall));
            values[row] += rise * Math.min(risen, remaining);
        }
    }
}
