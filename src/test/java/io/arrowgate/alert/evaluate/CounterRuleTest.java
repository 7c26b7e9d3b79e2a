package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.TURNSTILES;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.stream.condition.CounterFaultKind;
import io.arrowgate.stream.condition.CounterRule;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests resets, jumps and backward steps of a cumulative register. */
class CounterRuleTest {
    private static RuleTestBed bed(CounterFaultKind... faults) {
        CounterRule counter = new CounterRule("ENTRIES", Set.of(faults), 3_600.0);
        return new RuleTestBed(TURNSTILES, "A001,R001,02-00-00;34 ST,,", "ENTRIES", rule("register", counter));
    }

    private static RuleTestBed all() {
        return bed(CounterFaultKind.values());
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    @Test
    void countingRegisterDoesNotFire() {
        RuleTestBed bed = all().read(hours(0), 1_000).read(hours(4), 1_000).read(hours(8), 15_400);

        assertThat(bed.alerts()).isEmpty();
    }

    @Test
    void stepBeyondCapIsJumpAndNewStartingPoint() {
        RuleTestBed bed = all().read(hours(0), 1_000).read(hours(4), 15_401).read(hours(8), 15_500);

        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void longGapAllowsAtMostTwelveHoursOfCounts() {
        RuleTestBed bed = all().read(hours(0), 0).read(hours(100), 43_200);
        assertThat(bed.alerts()).isEmpty();

        bed.read(hours(200), 86_401);
        assertThat(bed.alerts()).hasSize(1);
    }

    @Test
    void restartedRegisterIsReset() {
        RuleTestBed bed = bed(CounterFaultKind.RESET)
                .read(hours(0), 900_000)
                .read(hours(4), 900_100)
                .read(hours(8), 0)
                .read(hours(12), 80);

        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(bed.alerts().get(0).threshold()).isEqualTo(900_100);
    }

    @Test
    void permanentlyBackwardRegisterIsOneAlert() {
        RuleTestBed bed = bed(CounterFaultKind.BACKWARD)
                .read(hours(0), 1_000)
                .read(hours(4), 900)
                .read(hours(8), 700)
                .read(hours(12), 650);

        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING);
    }

    @Test
    void firstStepAgainstDirectionIsReset() {
        RuleTestBed bed = bed(CounterFaultKind.RESET)
                .read(hours(0), 1_000)
                .read(hours(4), 1_100)
                .read(hours(8), 1_050);

        assertThat(bed.alerts()).hasSize(1);
        assertThat(bed(CounterFaultKind.BACKWARD)
                        .read(hours(0), 1_000)
                        .read(hours(4), 1_100)
                        .read(hours(8), 1_050)
                        .alerts())
                .isEmpty();
    }

    @Test
    void secondReadingAtSameTimeIsIgnored() {
        RuleTestBed bed = all().read(hours(0), 1_000)
                .read(hours(4), 1_100)
                .read(hours(4), 55_000)
                .read(hours(8), 1_200);

        assertThat(bed.alerts()).isEmpty();
    }

    @Test
    void lateReadingExplainingStepResolvesAlert() {
        RuleTestBed bed = all().read(hours(0), 0).read(hours(24), 50_000);
        assertThat(bed.alerts()).hasSize(1);

        bed.read(hours(12), 25_000);
        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }
}
