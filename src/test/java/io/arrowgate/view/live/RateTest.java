package io.arrowgate.view.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {
    private final Rate rate = new Rate(Duration.ofSeconds(5));

    @Test
    void oneLookIsNoRate() {
        rate.note(1_000, 10.0);
        assertThat(rate.perSecond()).isNull();
        assertThat(rate.growth()).isNull();
    }

    @Test
    void itIsThatOfTheLastSeconds() {
        rate.note(0, 0.0);
        for (int second = 1; second <= 20; second++) {
            rate.note(second * 1_000L, second <= 10 ? 0.0 : 100.0 * (second - 10));
        }
        assertThat(rate.perSecond()).isEqualTo(100.0);
    }

    @Test
    void aCounterThatBeganAnewIsMeasuredAnew() {
        rate.note(0, 1_000.0);
        rate.note(1_000, 2_000.0);
        rate.note(2_000, 10.0);
        assertThat(rate.perSecond()).isNull();
        rate.note(4_000, 30.0);
        assertThat(rate.perSecond()).isEqualTo(10.0);
    }

    @Test
    void whatIsNotKnownChangesNothing() {
        rate.note(0, 0.0);
        rate.note(1_000, null);
        rate.note(2_000, 20.0);
        assertThat(rate.perSecond()).isEqualTo(10.0);
    }
}
