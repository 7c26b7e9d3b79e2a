package io.arrowgate.tools.live.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateMeterTest {
    private final RateMeter rateMeter = new RateMeter(Duration.ofSeconds(5));

    @Test
    void singleReadingHasNoRate() {
        rateMeter.record(1_000, 10.0);
        assertThat(rateMeter.perSecond()).isNull();
        assertThat(rateMeter.growth()).isNull();
    }

    @Test
    void rateCoversTheWindow() {
        rateMeter.record(0, 0.0);
        for (int second = 1; second <= 20; second++) {
            rateMeter.record(second * 1_000L, second <= 10 ? 0.0 : 100.0 * (second - 10));
        }
        assertThat(rateMeter.perSecond()).isEqualTo(100.0);
    }

    @Test
    void counterResetRestartsTheWindow() {
        rateMeter.record(0, 1_000.0);
        rateMeter.record(1_000, 2_000.0);
        rateMeter.record(2_000, 10.0);
        assertThat(rateMeter.perSecond()).isNull();
        rateMeter.record(4_000, 30.0);
        assertThat(rateMeter.perSecond()).isEqualTo(10.0);
    }

    @Test
    void unknownReadingIsIgnored() {
        rateMeter.record(0, 0.0);
        rateMeter.record(1_000, null);
        rateMeter.record(2_000, 20.0);
        assertThat(rateMeter.perSecond()).isEqualTo(10.0);
    }
}
