package io.arrowgate.alert.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmRateThresholdTest {
    private static final long FIVE_MINUTES = TimeUnit.MINUTES.toMicros(5);
    private static final double ONE_PER_DAY = 1.0 / TimeUnit.DAYS.toMicros(1);

    private final Random random = new Random(3);
    private final AnomalyDetector detector = new AnomalyDetector();

    private void learn(AlarmRateThreshold threshold, int readings, long step, double alarmsPerMicro) {
        for (int i = 0; i < readings; i++) {
            double score = detector.score(i * step, random.nextGaussian());
            threshold.learn(i * step, score, detector, alarmsPerMicro);
        }
    }

    @Test
    void rarerAlarmsAndDenserReadingsNeedAHigherThreshold() {
        assertThat(thresholdAfter(FIVE_MINUTES, ONE_PER_DAY / 7))
                .isGreaterThan(thresholdAfter(FIVE_MINUTES, ONE_PER_DAY))
                .isLessThan(thresholdAfter(FIVE_MINUTES / 100, ONE_PER_DAY / 7));
    }

    private static double thresholdAfter(long step, double alarmsPerMicro) {
        AlarmRateThreshold threshold = new AlarmRateThreshold();
        new AlarmRateThresholdTest().learn(threshold, 5_000, step, alarmsPerMicro);
        return threshold.threshold();
    }

    @Test
    void restoredAndCopiedThresholdsContinueAlike() throws IOException {
        AlarmRateThreshold through = new AlarmRateThreshold();
        AlarmRateThreshold restored = new AlarmRateThreshold();
        AlarmRateThreshold copied = new AlarmRateThreshold();
        for (int i = 0; i < 20_000; i++) {
            long time = i * FIVE_MINUTES;
            double score = detector.score(time, random.nextGaussian());
            if (i % 37 == 0) {
                restored = AlarmRateThreshold.read(new DataInputStream(new ByteArrayInputStream(bytes(restored))));
                copied = new AlarmRateThreshold();
                copied.set(through);
            }
            through.learn(time, score, detector, ONE_PER_DAY);
            restored.learn(time, score, detector, ONE_PER_DAY);
            copied.learn(time, score, detector, ONE_PER_DAY);
            assertThat(restored.threshold()).isEqualTo(through.threshold());
            assertThat(copied.threshold()).isEqualTo(through.threshold());
        }
        assertThat(bytes(restored)).isEqualTo(bytes(through));
    }

    @Test
    void scoreOfZeroIsNeverAnAlarm() {
        AlarmRateThreshold threshold = new AlarmRateThreshold();
        for (int i = 0; i < 20_000; i++) {
            long time = i * FIVE_MINUTES;
            detector.score(time, random.nextGaussian());
            threshold.learn(time, 0, detector, 1_000 * ONE_PER_DAY);
            assertThat(threshold.threshold()).isPositive();
        }
    }

    @Test
    void readingsOfOneTimeNeverAlarm() {
        AlarmRateThreshold threshold = new AlarmRateThreshold();
        learn(threshold, 5_000, 0, ONE_PER_DAY);

        assertThat(threshold.threshold()).isGreaterThan(0.9);
    }

    @Test
    void stateOfARuleIsBelowFourKilobytes() throws IOException {
        AlarmRateThreshold threshold = new AlarmRateThreshold();
        learn(threshold, 20_000, FIVE_MINUTES, ONE_PER_DAY);

        assertThat(bytes(threshold)).hasSizeLessThanOrEqualTo(AlarmRateThreshold.MAX_BYTES);
        // As of the latest reading, and as of before the recent ones.
        assertThat(2 * (AnomalyDetector.MAX_BYTES + AlarmRateThreshold.MAX_BYTES))
                .isLessThan(4_096);
    }

    private static byte[] bytes(AlarmRateThreshold threshold) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        threshold.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
