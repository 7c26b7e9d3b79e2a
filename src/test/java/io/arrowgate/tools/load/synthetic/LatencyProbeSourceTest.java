package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyProbeSourceTest {
    @Test
    void eachDeviceStartsWithAReadingThatIsNoProbe() {
        LatencyProbeSource source = new LatencyProbeSource(3, 2, Clock.systemUTC());
        List<Integer> probes = new ArrayList<>();
        for (int reading = 0; reading < 9; reading++) {
            String value = new String(source.next().value(), UTF_8);
            if (value.contains("\"run_elapsed_ms\":" + LatencyProbeSource.PROBE_ELAPSED_MILLIS)) {
                probes.add(reading);
            }
            assertThat(source.probes()).isEqualTo(probes.size());
        }
        assertThat(probes).containsExactly(4, 6, 8);
    }
}
