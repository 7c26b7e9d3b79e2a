package io.arrowgate.tools.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScheduleTest {
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private static List<Fault> draw(long seed, int count) {
        return new FaultSchedule(seed, LONGEST, FaultKind.drawable(false)).draw(count);
    }

    @Test
    void seedDeterminesTheFaults() {
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
    @ValueSource(longs = {1, 2, 7, 42, 1234})
    void everyKindComesBeforeAnyComesAgain(long seed) {
        int kinds = FaultKind.drawable(false).size();
        assertThat(kinds).isLessThanOrEqualTo(40);
        List<Fault> faults = draw(seed, 2 * kinds);
        assertThat(faults.subList(0, kinds))
                .extracting(Fault::kind)
                .containsExactlyInAnyOrderElementsOf(FaultKind.drawable(false));
        assertThat(faults.subList(kinds, 2 * kinds))
                .extracting(Fault::kind)
                .containsExactlyInAnyOrderElementsOf(FaultKind.drawable(false));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void everyTriggerOfAKindComes(long seed) {
        assertThat(draw(seed, 30 * FaultKind.drawable(false).size()).stream()
                        .filter(fault -> fault.kind() == FaultKind.KILL_TASK_MANAGER))
                .extracting(Fault::trigger)
                .contains(FaultTrigger.values());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void everyResponseOfAFamilyComes(long seed) {
        assertThat(draw(seed, 60 * FaultKind.drawable(false).size()).stream()
                        .filter(fault -> fault.kind() == FaultKind.REDIRECT))
                .extracting(fault -> fault.response().orElseThrow().status())
                .contains(301, 302, 307);
    }

    @Test
    void onlyTheKindsAskedForAreDrawn() {
        Set<FaultKind> kinds = EnumSet.of(FaultKind.REDIRECT, FaultKind.EMPTY_STREAM);
        assertThat(new FaultSchedule(7, LONGEST, kinds).draw(20))
                .extracting(Fault::kind)
                .hasSameElementsAs(kinds);
    }

    @Test
    void kindsOfReplicasAreDrawnOnlyWithReplicas() {
        assertThat(FaultKind.drawable(true)).contains(FaultKind.LOST_ENDPOINT, FaultKind.LATE_REPLICA);
        assertThat(FaultKind.drawable(false)).doesNotContain(FaultKind.LOST_ENDPOINT, FaultKind.LATE_REPLICA);
    }

    @Test
    void campaignsOfTheirOwnAreNotDrawn() {
        assertThat(FaultKind.drawable(false)).doesNotContain(FaultKind.OUTAGE, FaultKind.SOAK, FaultKind.DROPPED_TABLE);
    }

    @Test
    void lengthsStayWithinTheLongest() {
        assertThat(draw(7, 200)).extracting(Fault::length).allSatisfy(length -> assertThat(length)
                .isBetween(Duration.ofSeconds(2), LONGEST));
    }

    @Test
    void tooShortMaximumLengthIsRejected() {
        assertThatThrownBy(() -> new FaultSchedule(7, Duration.ofMillis(500), FaultKind.drawable(false)))
                .hasMessage("longest: 'PT0.5S' is too short; give 2 s or more");
    }
}
