package io.arrowgate.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.tools.bench.rate.LoadRate;
import io.arrowgate.tools.bench.rate.RateOptions;
import io.arrowgate.tools.bench.rate.StateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class BenchOptionsTest {
    @Command
    private static final class Bench {
        @Mixin
        private BenchOptions bench;

        @Mixin
        private RateOptions rate;
    }

    @Test
    void oneNumberOfSeriesShapesTheEvents() {
        assertThat(parse().bench.shape().series()).isEqualTo(1_000);
        Bench given = parse("--series", "50000");
        assertThat(given.bench.shape().series()).isEqualTo(50_000);
        assertThat(given.bench.seriesSteps()).isEmpty();
    }

    @Test
    void severalNumbersOfSeriesAreSteps() {
        Bench given = parse("--series", "1000,10000", "--event-bytes", "300", "--state-backend", "rocksdb");
        assertThat(given.bench.seriesSteps()).containsExactly(1_000, 10_000);
        assertThat(given.bench.shape().bytes()).isEqualTo(300);
        assertThat(given.rate.seriesRate()).isEqualTo(new LoadRate(20_000));
        assertThat(given.rate.backend()).isEqualTo(StateBackend.ROCKSDB);
        assertThat(parse("--series", "1,2", "--rate", "500").rate.seriesRate()).isEqualTo(new LoadRate(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "100,200"})
    void seriesAreMeasuredAtOneRate(String rates) {
        Bench given = parse("--series", "1,2", "--rate", rates);
        assertThatThrownBy(() -> given.rate.check(2))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                        "--rate %s: several numbers of --series are measured at one rate; give one, such as 20000",
                        rates);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--compare", "--compare-to=x.jar", "--stages", "--alerts", "--reports"})
    void otherBenchmarksTakeOneNumberOfSeries(String option) {
        Bench given = parse("--series", "1,2", option);
        assertThatThrownBy(given.bench::check)
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("or give one number");
    }

    @Test
    void badValuesAreQuoted() {
        assertThatThrownBy(parse("--series", "5,2000000").bench::shape)
                .hasMessage("--series: '2000000' is not in 1 to 1,000,000");
        assertThatThrownBy(() -> parse("--state-backend", "disk"))
                .hasMessageContaining("'disk' is not a state backend; give hashmap or rocksdb");
    }

    private static Bench parse(String... arguments) {
        Bench bench = new Bench();
        new CommandLine(bench).parseArgs(arguments);
        return bench;
    }
}
