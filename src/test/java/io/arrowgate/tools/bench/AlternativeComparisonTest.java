package io.arrowgate.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.arrowgate.tools.bench.AlternativeComparison.Result;
import io.arrowgate.tools.bench.AlternativeComparison.Run;
import io.arrowgate.tools.bench.cpu.CpuGroup;
import io.arrowgate.tools.bench.cpu.CpuUsage;
import io.arrowgate.tools.bench.cpu.ServerCpu;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AlternativeComparisonTest {
    private static final int SMALL = 10_000;
    private static final int LARGE = 50_000;

    private static Result result(Contender contender, int rows, double... processSeconds) {
        return new Result(
                contender,
                rows,
                DoubleStream.of(processSeconds)
                        .mapToObj(seconds -> new Run(
                                10, new CpuUsage(seconds + 7, Map.of(CpuGroup.COMPILER, 7.0)), new ServerCpu(2, 1, 5)))
                        .toList());
    }

    @Test
    void ratioIsThatOfTheCheapestAlternativeWithAsManyRows() {
        Result ours = result(Contender.ARROWGATE, SMALL, 1, 2, 9);
        AlternativeComparison comparison = new AlternativeComparison(
                1_000_000,
                List.of(
                        ours,
                        result(Contender.JSON_EACH_ROW, SMALL, 7, 7, 7),
                        result(Contender.JSON_EACH_ROW, LARGE, 1, 1, 1),
                        result(Contender.ROW_BINARY, SMALL, 8, 4, 4)));

        assertThat(comparison.cheapestAlternative(SMALL))
                .hasValueSatisfying(cheapest -> assertThat(cheapest.contender()).isEqualTo(Contender.ROW_BINARY));
        assertThat(comparison.ratio(ours))
                .hasValueSatisfying(ratio -> assertThat(ratio).isCloseTo(5.0 / 7, within(1e-9)));
        assertThat(comparison.nanosPerEvent(ours, Run::systemSeconds)).isCloseTo(5_000, within(1e-6));
    }
}
