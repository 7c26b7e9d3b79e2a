package io.arrowgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineSpeedTest {
    @ParameterizedTest
    @CsvSource({
        "35, 2, 1", // the machine that limits are chosen on
        "10, 2, 1", // a faster one
        "35, 16, 1", // a larger one
        "70, 2, 2", // half the speed
        "35, 1, 2", // half the cores
        "70, 1, 4",
        "5000, 1, 8", // a hang is ended even if the measurement was held up
    })
    void slowerMachinesHaveLongerLimitsAndNoneHasShorterOnes(long millis, int cores, double factor) {
        assertThat(MachineSpeed.factor(Duration.ofMillis(millis), cores)).isEqualTo(factor);
    }

    @ParameterizedTest
    @CsvSource({"1", "60"})
    void noLimitIsShorterThanGiven(long seconds) {
        assertThat(MachineSpeed.seconds(seconds))
                .isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(8 * seconds));
    }
}
