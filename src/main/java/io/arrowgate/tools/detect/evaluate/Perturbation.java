package io.arrowgate.tools.detect.evaluate;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lists changes of a labelled series that keep its anomalies. A detector that generalizes has about the same score on the
 * changed series; one that fits the files has a lower one.
 */
enum Perturbation {
    NEGATED("values negated") {
        @Override
        LabelledSeries apply(LabelledSeries series) {
            return map(series, value -> -value);
        }
    },
    THINNED("a random third of the rows") {
        @Override
        LabelledSeries apply(LabelledSeries series) {
            return thin(series, 1.0 / 3);
        }
    },
    SLIGHTLY_THINNED("random 70 % of the rows") {
        @Override
        LabelledSeries apply(LabelledSeries series) {
            return thin(series, 0.7);
        }
    },
    NOISY("noise of half the quartile spread added") {
        @Override
        LabelledSeries apply(LabelledSeries series) {
            double quartileSpread = (quantile(series, 0.75) - quantile(series, 0.25)) / NORMAL_QUARTILE_SPREAD;
            double spread = quartileSpread > 0 ? quartileSpread : deviation(series);
            Random random = random(series);
            return map(series, value -> value + 0.5 * spread * random.nextGaussian());
        }
    },
    LOGARITHM("logarithm of the values: lighter tails") {
        @Override
        LabelledSeries apply(LabelledSeries series) {
            double least = quantile(series, 0);
            double offset = 0.3 * deviation(series);
            return map(series, value -> Math.log(value - least + offset));
        }
    },
    EXPONENTIAL("exponential of the values: heavier tails") {
        @Override
        LabelledSeries apply(LabelledSeries series) {
            double median = quantile(series, 0.5);
            double deviation = deviation(series);
            return map(series, value -> Math.exp(Math.min(MAX_EXPONENT, (value - median) / deviation)));
        }
    },
    ROUNDED("values rounded to half the standard deviation") {
        @Override
        LabelledSeries apply(LabelledSeries series) {
            double step = 0.5 * deviation(series);
            return map(series, value -> Math.rint(value / step));
        }
    };

    /** Distance of the quartiles of a normal distribution with standard deviation 1. */
    private static final double NORMAL_QUARTILE_SPREAD = 1.35;

    private static final double MAX_EXPONENT = 8;

    final String description;

    Perturbation(String description) {
        this.description = description;
    }

    /** Returns the changed series; the same for the same series. */
    abstract LabelledSeries apply(LabelledSeries series);

    private static LabelledSeries map(LabelledSeries series, DoubleUnaryOperator change) {
        return series.withValues(values(series).map(change).toArray());
    }

    private static LabelledSeries thin(LabelledSeries series, double share) {
        Random random = random(series);
        return series.ofRows(IntStream.range(0, series.rows())
                .filter(row -> random.nextDouble() < share)
                .toArray());
    }

    private static Random random(LabelledSeries series) {
        return new Random(series.name().hashCode());
    }

    private static DoubleStream values(LabelledSeries series) {
        return IntStream.range(0, series.rows()).mapToDouble(series::value);
    }

    private static double quantile(LabelledSeries series, double share) {
        double[] sorted =
                values(series).filter(value -> !Double.isNaN(value)).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)];
    }

    /** Returns the standard deviation; 1 for a constant series. */
    private static double deviation(LabelledSeries series) {
        double[] present = values(series).filter(value -> !Double.isNaN(value)).toArray();
        double mean = Arrays.stream(present).average().orElse(0);
        double variance = Arrays.stream(present)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        return variance > 0 ? Math.sqrt(variance) : 1;
    }
}
