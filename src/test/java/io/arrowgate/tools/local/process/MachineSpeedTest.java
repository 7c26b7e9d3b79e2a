package io.arrowgate.tools.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that limits grow with slow hardware and with load. */
class MachineSpeedTest {
    @ParameterizedTest
    @CsvSource({
        "35, 2, 0, 1", // the machine that limits are chosen on
        "35, 2, -1, 1", // the same, where the load is not known
        "10, 2, 1, 1", // a faster one
        "35, 16, 2, 1", // a larger one
        "70, 2, 2, 2", // half the speed
        "35, 1, 1, 2", // half the cores
        "70, 1, 1, 4",
        "35, 2, 12, 6", // busy since it was measured
        "5000, 1, 90, 8", // a hang is ended even if the measurement was held up
    })
    void slowerMachinesHaveLongerLimitsAndNoneHasShorterOnes(long millis, int cores, double load, double factor) {
        assertThat(MachineSpeed.factor(Duration.ofMillis(millis), cores, load)).isEqualTo(factor);
    }

    @ParameterizedTest
    @CsvSource({"1", "60"})
    void noLimitIsShorterThanGiven(long seconds) {
        assertThat(MachineSpeed.seconds(seconds))
                .isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(8 * seconds));
    }
}
