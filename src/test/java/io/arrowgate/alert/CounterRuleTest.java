package io.arrowgate.alert;

import static io.arrowgate.alert.TestRules.TURNSTILES;
import static io.arrowgate.alert.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.CounterFault;
import io.arrowgate.stream.Fault;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A cumulative register that does not count as it should. */
class CounterRuleTest {
    private static RuleBed bed(Fault... faults) {
        CounterFault counter = new CounterFault("ENTRIES", Set.of(faults), 3_600.0);
        return new RuleBed(TURNSTILES, "A001,R001,02-00-00;34 ST,,", "ENTRIES", rule("register", counter));
    }

    private static RuleBed all() {
        return bed(Fault.values());
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    @Test
    void aRegisterThatCountsIsFine() {
        RuleBed bed = all().read(hours(0), 1_000).read(hours(4), 1_000).read(hours(8), 15_400);

        assertThat(bed.alerts()).isEmpty();
    }

    @Test
    void aStepBeyondTheCapIsAJumpAndTheNextOneIsJudgedFromThere() {
        RuleBed bed = all().read(hours(0), 1_000).read(hours(4), 15_401).read(hours(8), 15_500);

        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void aLongGapAllowsTwelveHoursWorthAndNoMore() {
        RuleBed bed = all().read(hours(0), 0).read(hours(100), 43_200);
        assertThat(bed.alerts()).isEmpty();

        bed.read(hours(200), 86_401);
        assertThat(bed.alerts()).hasSize(1);
    }

    @Test
    void aRegisterThatStartsAnewIsReset() {
        RuleBed bed = bed(Fault.RESET)
                .read(hours(0), 900_000)
                .read(hours(4), 900_100)
                .read(hours(8), 0)
                .read(hours(12), 80);

        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(bed.alerts().get(0).threshold()).isEqualTo(900_100);
    }

    @Test
    void aRegisterThatCountsBackwardsForGoodIsOneAlert() {
        RuleBed bed = bed(Fault.BACKWARD)
                .read(hours(0), 1_000)
                .read(hours(4), 900)
                .read(hours(8), 700)
                .read(hours(12), 650);

        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING);
    }

    @Test
    void theFirstStepAgainstItsDirectionIsAReset() {
        RuleBed bed =
                bed(Fault.RESET).read(hours(0), 1_000).read(hours(4), 1_100).read(hours(8), 1_050);

        assertThat(bed.alerts()).hasSize(1);
        assertThat(bed(Fault.BACKWARD)
                        .read(hours(0), 1_000)
                        .read(hours(4), 1_100)
                        .read(hours(8), 1_050)
                        .alerts())
                .isEmpty();
    }

    @Test
    void aSecondReadingOfTheSameTimeDoesNotCount() {
        RuleBed bed = all().read(hours(0), 1_000)
                .read(hours(4), 1_100)
                .read(hours(4), 55_000)
                .read(hours(8), 1_200);

        assertThat(bed.alerts()).isEmpty();
    }

    @Test
    void aLateReadingThatExplainsAStepEndsItsAlert() {
        RuleBed bed = all().read(hours(0), 0).read(hours(24), 50_000);
        assertThat(bed.alerts()).hasSize(1);

        bed.read(hours(12), 25_000);
        assertThat(bed.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }
}
