package io.arrowgate.tools.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianIntervalTest {
    /** Compares with the ranks of published tables of the sign test, 5 % two-sided. */
    @ParameterizedTest
    @CsvSource({"6, 1", "8, 1", "9, 2", "11, 2", "12, 3", "14, 3", "15, 4", "16, 4", "17, 5", "20, 6", "25, 8", "30, 10"
    })
    void ranksAreThoseOfTheSignTest(int rounds, int rank) {
        assertThat(MedianInterval.rank(rounds)).isEqualTo(rank);
    }

    @Test
    void intervalLiesBetweenTwoOfTheRounds() {
        MedianInterval interval = MedianInterval.of(List.of(9.0, 1.0, 5.0, 4.0, 6.0, 3.0, 7.0, 2.0, 8.0, 100.0));

        assertThat(interval).isEqualTo(new MedianInterval(5.5, 2, 9));
        assertThat(interval.relativeWidth()).isCloseTo(7 / 5.5, within(1e-9));
    }

    @Test
    void fewerThanSixRoundsAreRejected() {
        List<Double> rounds =
                DoubleStream.iterate(1, x -> x + 1).limit(5).boxed().toList();

        assertThatThrownBy(() -> MedianInterval.of(rounds)).hasMessage("an interval takes 6 rounds, not 5");
    }
}
