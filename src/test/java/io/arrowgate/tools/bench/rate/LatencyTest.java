package io.arrowgate.tools.bench.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void percentilesAreThoseOfTheNearestRank() {
        List<Long> millis = LongStream.rangeClosed(1, 200).boxed().toList();
        assertThat(Latency.of(millis, 200, PATIENCE))
                .isEqualTo(new Latency(200, 0, 100, 198))
                .hasToString("198 ms");
    }

    @Test
    void probesThatNeverArrivedCountWithTheTimeOfTheWait() {
        List<Long> millis = LongStream.rangeClosed(1, 90).boxed().toList();
        assertThat(Latency.of(millis, 100, PATIENCE))
                .isEqualTo(new Latency(100, 10, 50, 20_000))
                .hasToString("> 20,000 ms");
    }

    @Test
    void withoutProbesThereIsNoLatency() {
        assertThat(Latency.of(List.of(), 0, PATIENCE)).isEqualTo(Latency.NONE).hasToString("–");
    }
}
