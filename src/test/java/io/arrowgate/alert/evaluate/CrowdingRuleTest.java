package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.TURNSTILES;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.stream.condition.CrowdingRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests counts far above those at the same hour of other weeks. */
class CrowdingRuleTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private double register;

    private final RuleTestBed bed = new RuleTestBed(
            TURNSTILES,
            "A001,R001,02-00-00;34 ST,,",
            "ENTRIES",
            rule("crowd", new CrowdingRule("ENTRIES", Duration.ofHours(1), 3.0, 100.0)));

    /** Adds four readings in the hour, with this sum, after one at its start. */
    private void hour(Duration begin, double count) {
        for (int quarter = 0; quarter < 4; quarter++) {
            bed.read(begin.plusMinutes(15L * quarter), register);
            register += count / 3;
        }
        register -= count / 3;
    }

    @Test
    void hourWithoutHistoryIsNotCrowded() {
        hour(Duration.ZERO, 1_500);

        assertThat(bed.alerts()).isEmpty();
    }

    @Test
    void firesAtReadingAboveUsualCountOfHour() {
        hour(Duration.ZERO, 300);
        hour(WEEK, 330);
        assertThat(bed.alerts()).isEmpty();

        hour(WEEK.multipliedBy(2), 1_500);

        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING);
        assertThat(bed.alerts().get(0).value()).isEqualTo(1_000);
        assertThat(bed.alerts().get(0).threshold()).isBetween(900.0, 990.0);
    }

    @Test
    void resolvesInNextUsualWindow() {
        hour(Duration.ZERO, 300);
        hour(Duration.ofHours(1), 300);
        hour(WEEK, 1_500);
        hour(WEEK.plusHours(1), 300);

        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void fewPeopleDoNotCrowdQuietSeries() {
        hour(Duration.ZERO, 3);
        hour(WEEK, 99);

        assertThat(bed.alerts()).isEmpty();
    }

    @Test
    void otherWeekdaysAreNotCompared() {
        hour(Duration.ZERO, 30);
        hour(Duration.ofDays(1), 1_500);

        assertThat(bed.alerts()).isEmpty();
    }

    @Test
    void usualCountsSurviveSnapshot() throws Exception {
        hour(Duration.ZERO, 300);
        bed.restore();
        hour(WEEK, 1_500);

        assertThat(bed.alerts()).hasSize(1);
    }
}
