package io.arrowgate.alert.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.arrowgate.testing.RecordedLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the detector on generated series: what it finds, what it ignores, and that scores stay within bounds. */
@ResourceLock(RecordedLog.LOCK)
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
    void copyAtAnyPointScoresTheSameAndIsIndependent() throws IOException {
        AnomalyDetector through = new AnomalyDetector();
        AnomalyDetector copy = new AnomalyDetector();
        for (int i = 0; i < 2_000; i++) {
            double value = daily(i) * (i % 500 == 499 ? 3 : 1);
            if (i % 37 == 0) {
                byte[] before = bytes(through);
                copy.score(i * FIVE_MINUTES, -value);
                assertThat(bytes(through)).isEqualTo(before);
                copy.set(through);
                assertThat(bytes(copy)).isEqualTo(before);
            }
            assertThat(copy.score(i * FIVE_MINUTES, value)).isEqualTo(through.score(i * FIVE_MINUTES, value));
        }
    }

    @Test
    void serializedStateIsAtMostOfTheDeclaredSize() throws IOException {
        AnomalyDetector detector = new AnomalyDetector();
        IntStream.range(0, 20_000).forEach(i -> detector.score(i * FIVE_MINUTES, daily(i)));

        assertThat(bytes(detector)).hasSizeBetween(AnomalyDetector.MAX_BYTES - 100, AnomalyDetector.MAX_BYTES);
        assertThat(AnomalyDetector.MAX_BYTES).isLessThan(4_096);
    }

    @Test
    void readingsAllocateNothingOnceAWeekIsKnown() {
        AnomalyDetector detector = new AnomalyDetector();
        double[] values = IntStream.range(0, 28 * DAY).mapToDouble(this::daily).toArray();
        int begin = 14 * DAY;
        for (int i = 0; i < begin; i++) {
            detector.score(i * FIVE_MINUTES, values[i]);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = begin; i < values.length; i++) {
            detector.score(i * FIVE_MINUTES, values[i]);
        }

        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        // Less than an object for every hundredth reading; the call for the number itself may allocate.
        assertThat(bytes).isLessThan((values.length - begin) / 100 * 16);
    }

    @Test
    void serializedStateOfFewReadingsIsSmall() throws IOException {
        AnomalyDetector detector = new AnomalyDetector();
        detector.score(0, 1);
        assertThat(bytes(detector)).hasSizeLessThan(200);

        IntStream.range(1, 20).forEach(i -> detector.score(i * FIVE_MINUTES, daily(i)));
        assertThat(bytes(detector)).hasSizeLessThan(400);
    }

    @Test
    void stateOfEarlierFormatIsSkippedAndLoggedOnce() throws IOException {
        byte[] earlier = new byte[1_302];
        Arrays.fill(earlier, (byte) 7);
        earlier[0] = 1;

        try (RecordedLog log = new RecordedLog()) {
            for (int i = 0; i < 3; i++) {
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(earlier));
                assertThat(bytes(AnomalyDetector.read(in))).isEqualTo(bytes(new AnomalyDetector()));
                assertThat(in.available()).isOne();
            }
            assertThat(log.lines(AnomalyDetector.class))
                    .singleElement()
                    .asString()
                    .contains("learn from scratch, and score from reading 100 on");
        }
    }

    @Test
    void stateOfLaterFormatIsRejected() {
        assertThatThrownBy(() -> AnomalyDetector.read(new DataInputStream(new ByteArrayInputStream(new byte[] {4}))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "format 4, this version reads up to 3; restore the savepoint with a newer version");
    }

    @ParameterizedTest
    @CsvSource({"JUMP, 30, 1", "RANGE, 5, 1", "LEVEL, 4, 30", "VARIABILITY, 0, 20"})
    void reasonIsTheQuestionThatDecidedTheScore(AnomalyReason reason, double shift, int readings) {
        AnomalyDetector detector = new AnomalyDetector();
        IntStream.range(0, 3_000).forEach(i -> detector.score(i * FIVE_MINUTES, random.nextGaussian()));

        Set<AnomalyReason> reasons = EnumSet.noneOf(AnomalyReason.class);
        for (int i = 3_000; i < 3_000 + readings; i++) {
            double value = shift == 0 ? 0.5 : shift + random.nextGaussian();
            if (detector.score(i * FIVE_MINUTES, value) >= AnomalyDetector.DEFAULT_THRESHOLD) {
                reasons.add(detector.reason());
            }
        }

        assertThat(reasons).contains(reason);
    }

    /** A value within the expected range, even at its ends, scores low, and one outside is an anomaly. */
    @ParameterizedTest
    @EnumSource(names = {"NOISE", "DAILY", "WEEKLY", "SLOW_DRIFT", "HEAVY_TAILED"})
    void valuesAreAnomaliesIfTheyAreOutsideTheExpectedRange(Usual usual) throws IOException {
        AnomalyDetector detector = new AnomalyDetector();
        IntToDoubleFunction series = usual.series(random);
        int tested = 0;
        for (int i = 0; i < 6_000; i++) {
            long time = i * FIVE_MINUTES;
            if (i > 2_016 && i % 20 == 0) {
                ExpectedRange range = detector.expected(time);
                double margin = 1e-6 * (range.high() - range.low());
                tested += isAnomaly(copy(detector), time, range.low() - margin) ? 1 : 0;
                tested += isAnomaly(copy(detector), time, range.high() + margin) ? 1 : 0;
                assertUsualUnlessChangesOrDuration(copy(detector), time, range.low() + margin);
                assertUsualUnlessChangesOrDuration(copy(detector), time, range.high() - margin);
            }
            detector.score(time, series.applyAsDouble(i));
        }
        // Others are in a quiet period.
        assertThat(tested).isGreaterThan(300);
    }

    private static boolean isAnomaly(AnomalyDetector detector, long time, double value) {
        return detector.score(time, value) >= AnomalyDetector.DEFAULT_THRESHOLD;
    }

    private static void assertUsualUnlessChangesOrDuration(AnomalyDetector detector, long time, double value) {
        if (isAnomaly(detector, time, value)) {
            assertThat(detector.reason()).isIn(AnomalyReason.VARIABILITY, AnomalyReason.DURATION);
        }
    }

    @Test
    void expectedRangeOfAnAlertIsThatBeforeItsReading() {
        AnomalyDetector detector = new AnomalyDetector();
        IntStream.range(0, 3_000).forEach(i -> detector.score(i * FIVE_MINUTES, random.nextGaussian()));
        ExpectedRange before = detector.expected(3_000 * FIVE_MINUTES);

        detector.score(3_000 * FIVE_MINUTES, 60, AnomalyDetector.DEFAULT_THRESHOLD);

        assertThat(detector.expected()).isEqualTo(before);
        assertThat(before.low()).isBetween(-6.0, -2.0);
        assertThat(before.high()).isBetween(2.0, 6.0);
        detector.score(3_001 * FIVE_MINUTES, 0, 1);
        assertThat(detector.expected()).isNull();
    }

    @Test
    void constantIsExpectedOfAConstantSeries() {
        AnomalyDetector detector = new AnomalyDetector();
        IntStream.range(0, 3_000).forEach(i -> detector.score(i * FIVE_MINUTES, 45));

        assertThat(detector.expected(3_000 * FIVE_MINUTES)).isEqualTo(new ExpectedRange(45, 45));
    }

    @Test
    void stuckSensorIsDetectedWithinTwentyReadings() {
        double[] stuck = new double[1];
        List<Integer> found =
                anomalies(4_000, i -> i > 3_000 && i <= 3_020 ? stuck[0] : (stuck[0] = random.nextGaussian()));

        assertThat(from(3_000, found)).first().satisfies(i -> assertThat(i).isLessThanOrEqualTo(3_020));
    }

    @Test
    void longerPeriodIsDetectedInTheFirstWave() {
        double[] phase = new double[1];
        List<Integer> found = anomalies(4_000, i -> {
            phase[0] += 2 * Math.PI / (i < 3_000 ? 60 : 90);
            return Math.sin(phase[0]) + 0.1 * random.nextGaussian();
        });

        assertThat(from(3_000, found)).first().satisfies(i -> assertThat(i).isLessThan(3_090));
    }

    @Test
    void equalJumpsAreUsualFromTheFirstPeriodsOn() {
        assertThat(anomalies(4_000, i -> i % DAY < 100 ? 80 : 20)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void lastingAnomalyIsReportedOnce() {
        List<Integer> found = anomalies(4_000, i -> random.nextGaussian() + (i >= 1_000 ? 10 : 0));

        assertThat(from(1_000, found)).filteredOn(i -> i < 2_000).hasSizeLessThanOrEqualTo(2);
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
        NOISE(40),
        HEAVY_TAILED(100),
        DAILY(40),
        WEEKLY(60),
        SLOW_DRIFT(40);

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
