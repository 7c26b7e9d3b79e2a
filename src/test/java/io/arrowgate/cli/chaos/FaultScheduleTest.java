package io.arrowgate.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScheduleTest {
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private static List<Fault> draw(long seed, int count) {
        return new FaultSchedule(seed, LONGEST).draw(count);
    }

    @Test
    void theSameSeedGivesTheSameFaultsAndAnotherGivesOthers() {
        assertThat(draw(7, 40)).isEqualTo(draw(7, 40)).isNotEqualTo(draw(8, 40));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 42, 1234})
    void halfOfTheFaultsOrMoreComeByPhaseHoweverFewThereAre(long seed) {
        for (int count = 1; count <= 40; count++) {
            long phases = draw(seed, count).stream()
                    .filter(fault -> fault.trigger().isPhase())
                    .count();
            assertThat(2 * phases).isGreaterThanOrEqualTo(count);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void everyKindButAnOutageAndEveryTriggerComesAmongAHundred(long seed) {
        List<Fault> faults = draw(seed, 100);
        assertThat(faults)
                .extracting(Fault::kind)
                .hasSameElementsAs(EnumSet.complementOf(EnumSet.of(FaultKind.OUTAGE)));
        assertThat(faults).extracting(Fault::trigger).contains(Trigger.values());
    }

    @Test
    void lengthsStayWithinTheLongest() {
        assertThat(draw(7, 200)).extracting(Fault::length).allSatisfy(length -> assertThat(length)
                .isBetween(Duration.ofSeconds(2), LONGEST));
    }

    @Test
    void aSilenceTooShortToNoticeIsRefused() {
        assertThatThrownBy(() -> new FaultSchedule(7, Duration.ofMillis(500)))
                .hasMessage("longest: 'PT0.5S' is too short; give 2 s or more");
    }

    @Test
    void everyDrawOfPhasesOnlyHasNoClock() {
        assertThat(new FaultSchedule(7, LONGEST).drawByPhase(60))
                .extracting(Fault::trigger)
                .doesNotContain(Trigger.CLOCK)
                .contains(
                        Arrays.stream(Trigger.values()).filter(Trigger::isPhase).toArray(Trigger[]::new));
    }
}
