package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.SENSORS;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.stream.condition.ChangeDirection;
import io.arrowgate.stream.condition.ChangeRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests rises and falls within a duration. */
class ChangeRuleTest {
    private static RuleTestBed bed(ChangeDirection changeDirection, double by, boolean percent) {
        ChangeRule changeRule = new ChangeRule("cpu_used", changeDirection, by, percent, Duration.ofSeconds(10));
        return new RuleTestBed(SENSORS, "edge-1;", "cpu_used", rule("jump", changeRule));
    }

    @Test
    void riseIsMeasuredFromMinimumOfWindow() {
        RuleTestBed bed = bed(ChangeDirection.RISE, 20, false)
                .read(0, 50)
                .read(3, 40)
                .read(6, 59)
                .read(7, 60)
                .read(8, 59);

        assertThat(bed.story()).containsExactly("firing 7..7", "resolved 7..7");
        assertThat(bed.alerts()).extracting(Alert::threshold).containsOnly(60.0);
    }

    @Test
    void fallIsMeasuredFromMaximum() {
        RuleTestBed bed = bed(ChangeDirection.FALL, 20, false)
                .read(0, 50)
                .read(3, 60)
                .read(6, 41)
                .read(7, 40)
                .read(8, 90);

        assertThat(bed.story()).containsExactly("firing 7..7", "resolved 7..7");
    }

    @Test
    void percentageIsRelativeToStartValue() {
        RuleTestBed bed =
                bed(ChangeDirection.RISE, 50, true).read(0, 40).read(1, 59).read(2, 60);

        assertThat(bed.story()).containsExactly("firing 2..2");
    }

    @Test
    void valuesOlderThanWindowAreRemoved() {
        RuleTestBed bed = bed(ChangeDirection.RISE, 20, false)
                .read(0, 40)
                .read(10, 55)
                .read(11, 61)
                .read(21, 80);

        assertThat(bed.story()).isEmpty();
        bed.read(22, 81.5);
        assertThat(bed.story()).isEmpty();
        bed.read(23, 101);
        assertThat(bed.story()).containsExactly("firing 23..23");
    }

    @Test
    void constantZeroSeriesNeverRisesByPercentage() {
        RuleTestBed bed =
                bed(ChangeDirection.RISE, 50, true).read(0, 0).read(1, 0).read(2, 0);

        assertThat(bed.story()).isEmpty();
    }

    @Test
    void lateMinimumMakesLaterReadingARise() {
        RuleTestBed bed =
                bed(ChangeDirection.RISE, 20, false).read(0, 50).read(6, 60).read(3, 40);

        assertThat(bed.story()).containsExactly("firing 6..6");
    }

    @Test
    void windowSurvivesSnapshot() throws Exception {
        RuleTestBed bed =
                bed(ChangeDirection.RISE, 20, false).read(0, 40).restore().read(5, 61);

        assertThat(bed.story()).containsExactly("firing 5..5");
    }
}
