package io.arrowgate.tools.bench.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.bench.cpu.CpuGroup;
import io.arrowgate.tools.bench.cpu.CpuUsage;
import io.arrowgate.tools.bench.cpu.ServerCpu;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesReportTest {
    private static final CpuUsage JOB = new CpuUsage(9, Map.of(CpuGroup.TASK, 8.0, CpuGroup.COMPILER, 1.0));
    private static final ServerCpu SERVERS = new ServerCpu(4, 1, 0);
    private static final CheckpointFigures CHECKPOINTS = new CheckpointFigures(10, 3 << 20, 120, 300, 500_000);

    @Test
    void lineHasTimePerEventAndStatePerSeries() {
        assertThat(line(1_000, 400_000, 0))
                .containsExactly(
                        "1,000", "2,000", "20.00", "10.00", "40.0", "%", "20.0", "%", "2,100", "ms", "90", "ms", "512",
                        "MB", "3.0", "MB", "120", "ms", "250");
    }

    @Test
    void idleJobHasNoTimePerEvent() {
        assertThat(line(0, 0, 0)).startsWith("idle", "2,000", "–", "–", "40.0", "%", "20.0", "%");
    }

    @Test
    void jobThatLagsIsBehind() {
        assertThat(String.join(" ", line(1_000, 400_000, 1_234_567))).endsWith("250 behind by 1,234,567 rows");
    }

    private static String[] line(int series, long events, long behind) {
        SeriesMeasurement measured = new SeriesMeasurement(
                series,
                2_000,
                new CpuSample(20, events, JOB, SERVERS),
                new Latency(150, 0, 1_000, 2_100),
                new Latency(75, 0, 40, 90),
                behind,
                512L << 20,
                CHECKPOINTS);
        return SeriesReport.line(measured).strip().split(" +");
    }
}
