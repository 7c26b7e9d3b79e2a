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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures one job by rate and by number of series, as its start costs more than the measurements. */
@Tag("long")
class RateBenchmarkIT {
    private static final EventShape SHAPE = new EventShape(50, 300, true);
    private static final RateBenchmark.Pace SHORT =
            new RateBenchmark.Pace(Duration.ofSeconds(1), 1, 1, 1, Duration.ofSeconds(2), Duration.ofSeconds(2));
    private static final SeriesBenchmark.Pace SHORT_STEPS = new SeriesBenchmark.Pace(
            Duration.ofSeconds(1), 1, 1, 1, Duration.ZERO, Duration.ofSeconds(4), Duration.ofSeconds(2));

    @TempDir
    private static Path dir;

    private static LocalStack stack;
    private static MeasuredJob job;
    private final StringWriter out = new StringWriter();

    @BeforeAll
    static void startJob() throws Exception {
        stack = LocalStack.startFresh(options(), "bench", line -> {});
        job = MeasuredJob.start(stack, SHAPE, 2, StateBackend.ROCKSDB);
    }

    @AfterAll
    static void stopJob() throws Exception {
        if (job != null) {
            job.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void everyRateHasCpuTimeOfAllProcessesAndLatencies() throws Exception {
        List<RateMeasurement> measured = new RateBenchmark(SHAPE, SHORT, new PrintWriter(out))
                .run(job, List.of(new LoadRate(0), new LoadRate(200)));

        assertThat(measured).allSatisfy(rate -> {
            assertThat(rate.job().seconds()).isPositive();
            assertThat(rate.servers().engineSeconds()).isPositive();
            assertThat(rate.servers().brokerSeconds()).isPositive();
        });
        assertThat(measured.get(0).events()).isZero();
        assertThat(measured.get(0).rows().probes()).isZero();
        assertThat(measured.get(1).events()).isBetween(1L, 2_000L); // On a loaded machine acknowledgements come late.
        assertThat(measured.get(1).rows().probes()).isGreaterThan(4);
        assertThat(measured.get(1).alerts().probes()).isGreaterThan(4);
        assertThat(measured.get(1).alerts().unseen()).isZero();
        assertThat(measured.get(1).alerts().medianMillis()).isBetween(1L, 20_000L);
        RateReport.print(new PrintWriter(out), measured);
        assertThat(out.toString()).contains("Rate 2 of 2, 200/s", "beyond idle");
    }

    @Test
    void everyNumberOfSeriesHasCostsAndState() throws Exception {
        List<SeriesMeasurement> measured = new SeriesBenchmark(
                        SHAPE, new LoadRate(100), SHORT_STEPS, new PrintWriter(out))
                .run(job, List.of(10, 100));

        assertThat(measured).extracting(SeriesMeasurement::series).containsExactly(10, 100, 0, 10, 0);
        assertThat(measured).extracting(SeriesMeasurement::seen).containsExactly(10, 100, 100, 100, 100);
        assertThat(measured).allSatisfy(step -> {
            assertThat(step.behind()).isZero();
            assertThat(step.alerts().unseen()).isZero();
            assertThat(step.residentBytes()).isPositive();
            assertThat(step.checkpoints().count()).isPositive();
            assertThat(step.alertBytesPerSeries()).isBetween(10.0, 100_000.0);
        });
        assertThat(measured.get(1).cpu().events()).isPositive();
        assertThat(measured.get(1).rows().probes()).isGreaterThan(4);
        assertThat(measured.get(1).alerts().probes()).isGreaterThan(4);
        assertThat(measured.get(2).cpu().events()).isZero();
        assertThat(measured.get(2).rows()).isEqualTo(Latency.NONE);
        SeriesReport.print(new PrintWriter(out), measured);
        assertThat(out.toString()).contains("100 series, 100/s", "No events after 100 series", "idle");
    }

    private static ResolvedOptions options() {
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
