package io.arrowgate.alert.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the detector on generated series: what it finds, what it ignores, and that scores stay within bounds. */
class AnomalyDetectorTest {
    private static final long FIVE_MINUTES = TimeUnit.MINUTES.toMicros(5);
    private static final int DAY = 288;

    private final Random random = new Random(7);

    private static List<Integer> anomalies(int readings, IntToDoubleFunction series) {
        AnomalyDetector detector = new AnomalyDetector();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < readings; i++) {
            if (detector.score(i * FIVE_MINUTES, series.applyAsDouble(i)) >= AnomalyDetector.DEFAULT_THRESHOLD) {
                found.add(i);
            }
        }
        return found;
    }

    private double daily(int i) {
        return 50 + 20 * Math.sin(2 * Math.PI * i / DAY) + random.nextGaussian();
    }

    /** Returns what is found from there on, given that nearly nothing was found before. */
    private static List<Integer> from(int begin, List<Integer> found) {
        assertThat(found.stream().filter(i -> i < begin).count()).as("before").isLessThanOrEqualTo(4);
        return found.stream().filter(i -> i >= begin).toList();
    }

    @Test
    void spikeIsDetectedOnceAtItsReading() {
        List<Integer> found = anomalies(4_000, i -> daily(i) + (i == 3_000 ? 60 : 0));

        assertThat(from(3_000, found)).first().isEqualTo(3_000);
        assertThat(from(3_000, found)).filteredOn(i -> i < 3_150).hasSize(1);
    }

    @Test
    void levelShiftIsDetectedWithinNinetyMinutes() {
        List<Integer> found = anomalies(4_000, i -> daily(i) + (i >= 3_000 ? 25 : 0));

        assertThat(from(3_000, found)).first().satisfies(i -> assertThat(i).isLessThan(3_018));
    }

    @Test
    void flatLineInPeriodicSeriesIsDetected() {
        List<Integer> found = anomalies(4_000, i -> i >= 3_024 && i < 3_168 ? 50 : daily(i));

        assertThat(from(3_024, found)).first().satisfies(i -> assertThat(i).isLessThan(3_168));
    }

    @Test
    void dayWithoutUsualPeakIsDetected() {
        List<Integer> found = anomalies(
                4_000, i -> (i % DAY > 100 && i % DAY < 160 && i / DAY != 11 ? 80 : 20) + random.nextGaussian());

        assertThat(from(11 * DAY, found)).first().satisfies(i -> assertThat(i)
                .isBetween(11 * DAY + 100, 11 * DAY + 160));
    }

    @ParameterizedTest
    @EnumSource
    void usualReadingsAreNotAnomalies(Usual usual) {
        List<Integer> found = anomalies(100_000, usual.series(random));

        assertThat(found).as(usual.name()).hasSizeLessThanOrEqualTo(usual.mostFound);
    }

    @Test
    void snapshotAtAnyPointChangesNothing() throws IOException {
        AnomalyDetector through = new AnomalyDetector();
        AnomalyDetector restored = new AnomalyDetector();
        for (int i = 0; i < 2_000; i++) {
            double value = daily(i) * (i % 500 == 499 ? 3 : 1);
            if (i % 37 == 0) {
                restored = copy(restored);
            }
            assertThat(restored.score(i * FIVE_MINUTES, value)).isEqualTo(through.score(i * FIVE_MINUTES, value));
        }
    }

    @Test
    void serializedStateHasDeclaredSize() throws IOException {
        AnomalyDetector detector = new AnomalyDetector();
        IntStream.range(0, 5_000).forEach(i -> detector.score(i * FIVE_MINUTES, daily(i)));

        assertThat(bytes(detector)).hasSize(AnomalyDetector.SIZE_BYTES);
        assertThat(AnomalyDetector.SIZE_BYTES).isLessThan(2_048);
    }

    @Test
    void scoreStaysInBoundsForAnyInput() {
        double[] extremes = {
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            -0.0,
            0,
            1e-300,
            1,
            Double.POSITIVE_INFINITY,
            1e37,
            -1e37
        };
        long[] steps = {0, 1, FIVE_MINUTES, TimeUnit.DAYS.toMicros(400)};
        AnomalyDetector detector = new AnomalyDetector();
        long time = -TimeUnit.DAYS.toMicros(1);
        for (int i = 0; i < 20_000; i++) {
            time += steps[random.nextInt(steps.length)];
            assertThat(detector.score(time, extremes[random.nextInt(extremes.length)]))
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    void smallestChangeOfConstantSeriesIsDetected() {
        List<Integer> found = anomalies(3_000, i -> i == 2_500 ? 45.000001 : 45);

        assertThat(found).first().isEqualTo(2_500);
    }

    private static AnomalyDetector copy(AnomalyDetector detector) throws IOException {
        return AnomalyDetector.read(new DataInputStream(new ByteArrayInputStream(bytes(detector))));
    }

    private static byte[] bytes(AnomalyDetector detector) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Returns series without anomalies, and how many of 100,000 readings may be scored as one. */
    private enum Usual {
        CONSTANT(0),
        NOISE(250),
        HEAVY_TAILED(100),
        DAILY(250),
        WEEKLY(250),
        SLOW_DRIFT(250);

        private final int mostFound;

        Usual(int mostFound) {
            this.mostFound = mostFound;
        }

        IntToDoubleFunction series(Random random) {
            return switch (this) {
                case CONSTANT -> i -> 45;
                case NOISE -> i -> random.nextGaussian();
                case HEAVY_TAILED -> i -> Math.exp(1.5 * random.nextGaussian());
                case DAILY -> i -> 50 + 20 * Math.sin(2 * Math.PI * i / DAY) + random.nextGaussian();
                case WEEKLY ->
                    i -> (i / DAY % 7 < 5 ? 3 : 1) * (1 + Math.sin(2 * Math.PI * i / DAY))
                            + 0.1 * random.nextGaussian();
                case SLOW_DRIFT -> i -> i / 1_000.0 + random.nextGaussian();
            };
        }
    }
}
