package io.arrowgate.alert.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietPeriodTest {
    private final QuietPeriod quietPeriod = new QuietPeriod();

    private int readingsUntilScoreIsNotHalved(int seen) {
        int readings = 0;
        while (quietPeriod.apply(0.5, seen) < 0.5) {
            readings++;
        }
        return readings;
    }

    @Test
    void lengthIsProportionalToTheReadingsSoFar() {
        quietPeriod.apply(0.6, 100);
        assertThat(readingsUntilScoreIsNotHalved(100)).isEqualTo(40);

        quietPeriod.apply(0.6, 4_000);
        assertThat(readingsUntilScoreIsNotHalved(4_000)).isEqualTo(120);

        quietPeriod.apply(0.6, 1_000_000);
        assertThat(readingsUntilScoreIsNotHalved(1_000_000)).isEqualTo(200);
    }

    @Test
    void clearlyHigherScoreIsNotHalved() {
        quietPeriod.apply(0.6, 100);

        assertThat(quietPeriod.apply(0.79, 100)).isEqualTo(0.79 / 2);
        assertThat(quietPeriod.apply(0.81, 100)).isEqualTo(0.81);
    }

    @Test
    void endsTwentyReadingsAfterALastingAnomaly() {
        quietPeriod.apply(0.6, 100);
        for (int i = 0; i < 500; i++) {
            assertThat(quietPeriod.apply(0.6, 100)).isEqualTo(0.3);
        }

        assertThat(readingsUntilScoreIsNotHalved(100)).isEqualTo(20);
    }
}
