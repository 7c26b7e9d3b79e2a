package io.arrowgate.alert.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts the alerts in noise that the documentation gives for each threshold. */
class ThresholdTableTest {
    private static final Path PAGE = Path.of("docs/anomaly-detector.md");
    private static final int READINGS = 100_000;
    private static final int SERIES = 20;
    private static final long STEP_MICROS = TimeUnit.MINUTES.toMicros(5);

    @ParameterizedTest
    @ValueSource(doubles = {0.55, 0.65, 0.8})
    void alertsInNoiseAreAsDocumented(double threshold) throws IOException {
        String counts = " | %s | %s |".formatted(alerts(threshold, value -> value), alerts(threshold, Math::exp));

        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| " + threshold)))
                .singleElement()
                .asString()
                .endsWith(counts);
    }

    /** Returns the mean number of alerts in a series. */
    private static String alerts(double threshold, DoubleUnaryOperator ofNormal) {
        int alerts = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            AnomalyDetector detector = new AnomalyDetector();
            Random random = new Random(seed);
            for (int i = 0; i < READINGS; i++) {
                double score = detector.score(i * STEP_MICROS, ofNormal.applyAsDouble(random.nextGaussian()));
                alerts += score >= threshold ? 1 : 0;
            }
        }
        double mean = (double) alerts / SERIES;
        return String.format(Locale.ROOT, mean < 10 ? "%.1f" : "%.0f", mean);
    }
}
