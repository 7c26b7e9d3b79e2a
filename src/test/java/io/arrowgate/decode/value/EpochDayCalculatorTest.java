package io.arrowgate.decode.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EpochDayCalculatorTest {
    @Test
    void monthOrDayOutOfRangeIsNoDateAfterAnyOther() {
        EpochDayCalculator days = new EpochDayCalculator();

        assertThat(days.of(2023, 9, 23)).isEqualTo(LocalDate.of(2023, 9, 23).toEpochDay());
        assertThat(days.of(2023, 89, 23)).isEqualTo(EpochDayCalculator.NO_DAY);
        assertThat(days.of(2023, 9, 55)).isEqualTo(EpochDayCalculator.NO_DAY);
        assertThat(days.of(2023, -1, 23)).isEqualTo(EpochDayCalculator.NO_DAY);
    }
}
