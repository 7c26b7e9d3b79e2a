package io.arrowgate.tools.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.arrowgate.tools.bench.BenchReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BuildComparisonTest {
    @Test
    void slowerIfTheWholeIntervalIsAboveTheLimit() {
        BuildComparison comparison = comparison(1_090, 1_100, 1_110);

        assertThat(comparison.isSlower()).isTrue();
        assertThat(comparison.verdict()).startsWith("this build is slower");
    }

    @Test
    void notSlowerIfTheWholeIntervalIsWithinTheLimit() {
        BuildComparison comparison = comparison(1_000, 1_005, 1_010);

        assertThat(comparison.isSlower()).isFalse();
        assertThat(comparison.verdict()).startsWith("this build is not slower");
    }

    @Test
    void undecidedIfTheIntervalContainsTheLimit() {
        BuildComparison comparison = comparison(900, 1_100, 1_300);

        assertThat(comparison.isSlower()).isFalse();
        assertThat(comparison.verdict()).startsWith("undecided");
    }

    @Test
    void ratioIsThisBuildByTheOther() {
        assertThat(comparison(2_000, 2_000, 2_000).interval().ratio()).isCloseTo(2, within(1e-9));
    }

    @Test
    void reportHasRatioIntervalAndVerdict() {
        StringWriter out = new StringWriter();

        BenchReport.print(new PrintWriter(out, true), comparison(1_090, 1_100, 1_110));

        assertThat(out.toString())
                .contains(
                        "3 rounds of 1,000,000 events",
                        "this build             1,100 ns/event",
                        "1.100, 95 % interval 1.0")
                .contains("Verdict: this build is slower: the whole interval lies above 1.05.");
    }

    /** The other build takes 1,000 ns in each round. */
    private static BuildComparison comparison(double... thisNanos) {
        return new BuildComparison(
                1_000_000,
                Arrays.stream(thisNanos)
                        .mapToObj(nanos -> new BuildComparison.Round(nanos, 1_000))
                        .toList());
    }
}
