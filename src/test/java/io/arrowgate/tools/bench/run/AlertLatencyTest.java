package io.arrowgate.tools.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AlertLatencyTest {
    @Test
    void p99IsTheNearestRank() {
        List<Long> millis =
                new ArrayList<>(LongStream.rangeClosed(1, 200).boxed().toList());
        Collections.reverse(millis);

        assertThat(AlertLatency.of(100, millis)).isEqualTo(new AlertLatency(100, 200, 100, 198, 200));
    }

    @Test
    void singleAlertIsEveryStatistic() {
        assertThat(AlertLatency.of(5, List.of(7L))).isEqualTo(new AlertLatency(5, 1, 7, 7, 7));
    }

    @Test
    void emptyListIsRejected() {
        assertThatThrownBy(() -> AlertLatency.of(5, List.of())).hasMessageContaining("at least one alert");
    }
}
