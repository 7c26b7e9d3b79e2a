package io.arrowgate.tools.bench.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.bench.run.EventShape;
import io.arrowgate.tools.local.LocalStack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateBenchmarkIT {
    private static final RateBenchmark.Pace SHORT =
            new RateBenchmark.Pace(Duration.ofSeconds(1), 1, 1, 1, Duration.ofSeconds(2), Duration.ofSeconds(2));

    @TempDir
    private Path dir;

    @Test
    void everyRateHasCpuTimeOfAllProcessesAndLatencies() throws Exception {
        StringWriter out = new StringWriter();
        try (LocalStack stack = LocalStack.startFresh(options(), "bench", line -> {})) {
            List<RateMeasurement> measured = new RateBenchmark(
                            stack, new EventShape(50, 300, true), 2, SHORT, new PrintWriter(out))
                    .run(List.of(new LoadRate(0), new LoadRate(200)));

            assertThat(measured).allSatisfy(rate -> {
                assertThat(rate.job().seconds()).isPositive();
                assertThat(rate.servers().engineSeconds()).isPositive();
                assertThat(rate.servers().brokerSeconds()).isPositive();
            });
            assertThat(measured.get(0).events()).isZero();
            assertThat(measured.get(0).rows().probes()).isZero();
            assertThat(measured.get(1).events())
                    .isBetween(1L, 2_000L); // On a loaded machine acknowledgements come late.
            assertThat(measured.get(1).rows().probes()).isGreaterThan(4);
            assertThat(measured.get(1).alerts().probes()).isGreaterThan(4);
            assertThat(measured.get(1).alerts().medianMillis()).isBetween(1L, 20_000L);
            RateReport.print(new PrintWriter(out), measured);
        }
        assertThat(out.toString()).contains("Rate 2 of 2, 200/s", "beyond idle");
    }

    private ResolvedOptions options() {
        Map<String, ResolvedOptions.Value> values = Map.of(
                LocalOptions.DATA_DIR.key(), value(dir.toString()),
                LocalOptions.KAFKA_PORT.key(), value("0"),
                LocalOptions.CLICKHOUSE_PORT.key(), value("0"),
                ArrowgateOptions.PARALLELISM.key(), value("2"));
        return new ResolvedOptions(
                Stream.<ArrowgateOption<?>>concat(ArrowgateOptions.ALL.stream(), LocalOptions.ALL.stream())
                        .toList(),
                values);
    }

    private static ResolvedOptions.Value value(String text) {
        return new ResolvedOptions.Value(text, "test");
    }
}
