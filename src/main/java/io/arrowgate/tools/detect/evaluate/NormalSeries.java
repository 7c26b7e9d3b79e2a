package io.arrowgate.tools.detect.evaluate;

import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Lists kinds of generated series without anomalies, with a reading each five minutes. */
enum NormalSeries {
    NOISE("normal noise") {
        @Override
        IntToDoubleFunction values(Random random) {
            return row -> random.nextGaussian();
        }
    },
    LOGNORMAL("lognormal noise") {
        @Override
        IntToDoubleFunction values(Random random) {
            return row -> Math.exp(random.nextGaussian());
        }
    },
    SEASON("noise with a daily season") {
        @Override
        IntToDoubleFunction values(Random random) {
            return row -> 50 + 3 * Math.sin(2 * Math.PI * row / DAY) + random.nextGaussian();
        }
    },
    WAVES("waves of 40 to 120 readings") {
        @Override
        IntToDoubleFunction values(Random random) {
            double period = 40 + 80 * random.nextDouble();
            return row -> 10 + Math.sin(2 * Math.PI * row / period) + 0.2 * random.nextGaussian();
        }
    },
    AUTOCORRELATED("noise with a correlation of 0.95 from reading to reading") {
        @Override
        IntToDoubleFunction values(Random random) {
            double[] level = new double[1];
            return row -> level[0] = 0.95 * level[0] + random.nextGaussian();
        }
    },
    COUNTS("Poisson counts with mean 2") {
        @Override
        IntToDoubleFunction values(Random random) {
            return row -> SeriesGenerator.poisson(2, random);
        }
    };

    private static final int DAY = 288;

    final String label;

    NormalSeries(String label) {
        this.label = label;
    }

    /** Returns the value of each row; rows must be requested in order. */
    abstract IntToDoubleFunction values(Random random);
}
