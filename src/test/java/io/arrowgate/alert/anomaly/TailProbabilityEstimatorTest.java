package io.arrowgate.alert.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TailProbabilityEstimatorTest {
    private final TailProbabilityEstimator tail = TailProbabilityEstimator.ofMagnitudes();
    private int count;

    private void add(double magnitude) {
        tail.age();
        tail.add(magnitude);
        count++;
    }

    private double probability(double magnitude) {
        return tail.probability(magnitude, count);
    }

    @Test
    void tailOfAPowerLawIsExtrapolated() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            add(Math.pow(1 - random.nextDouble(), -1.0 / 3));
        }

        // P(magnitude >= m) = m^-3
        assertThat(probability(50) * 50 * 50 * 50).isBetween(1 / 5.0, 5.0);
        assertThat(probability(1.5)).isEqualTo(1);
    }

    @Test
    void slightlyLargerMagnitudeThanEqualOnesIsUsual() {
        for (int i = 0; i < 5_000; i++) {
            add(i % 50 == 0 ? 1 : 0);
        }

        assertThat(probability(1.1)).isGreaterThan(1e-3);
        assertThat(probability(3)).isLessThan(1e-4);
    }

    @Test
    void runOfLargeMagnitudesCountsOnce() {
        for (int i = 0; i < 1_000; i++) {
            add(i >= 500 && i < 512 ? 100 : i % 20 == 0 ? 1 : 0);
        }

        // If the run had filled the list, 100 were as usual as 1.
        assertThat(probability(1_000)).isLessThan(0.01);
        assertThat(probability(50)).isLessThan(0.01);
    }

    @Test
    void lastingChangeBecomesUsual() {
        for (int i = 0; i < 1_000; i++) {
            add(i < 500 ? 1 : 100 + i / 100.0);
        }

        assertThat(probability(110)).isGreaterThan(0.005);
    }

    @Test
    void withFewMagnitudesTheRankCounts() {
        for (int i = 0; i < 100; i++) {
            add(i % 40 == 39 ? 5 : 0);
        }

        assertThat(probability(5)).isCloseTo(3 / 100.0, within(1e-9));
        assertThat(probability(50)).isCloseTo(1 / 100.0, within(1e-9));
    }

    @Test
    void irregularDurationsHaveNoEstimate() {
        TailProbabilityEstimator regular = TailProbabilityEstimator.ofRegularDurations();
        TailProbabilityEstimator irregular = TailProbabilityEstimator.ofRegularDurations();
        for (int i = 1; i <= 20; i++) {
            for (int j = 0; j < 50; j++) {
                regular.age();
                irregular.age();
            }
            regular.add(50);
            irregular.add(Math.pow(1.5, i));
        }

        assertThat(regular.probability(75, 1_000)).isLessThan(1e-4);
        assertThat(irregular.probability(1e9, 1_000)).isEqualTo(1);
    }
}
