package io.arrowgate.tools.bench.rate;

import io.arrowgate.tools.bench.run.EventShape;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures the CPU time of job, engine and broker at steady rates, and the latency of rows and alerts. */
public final class RateBenchmark {
    /** The warm-up of a rate ends when the compiler takes less than this part of the job's CPU time in a step. */
    private static final double SETTLED = 0.05;

    private final EventShape shape;
    private final Pace pace;
    private final PrintWriter out;

    /**
     * Holds the durations of a measurement.
     *
     * @param step of a warm-up
     * @param minSteps before the measurement of a rate, as caches fill and derived tables begin
     * @param maxSteps before the measurement of a rate
     * @param maxFirstSteps before the measurement of the first rate, which also warms up what all rates share
     * @param measured covers two refreshes of the reports
     * @param probed time in which probes are sent
     */
    record Pace(Duration step, int minSteps, int maxSteps, int maxFirstSteps, Duration measured, Duration probed) {
        static final Pace DEFAULT =
                new Pace(Duration.ofSeconds(10), 2, 6, 18, Duration.ofSeconds(20), Duration.ofSeconds(15));
    }

    public RateBenchmark(EventShape shape, PrintWriter out) {
        this(shape, Pace.DEFAULT, out);
    }

    RateBenchmark(EventShape shape, Pace pace, PrintWriter out) {
        this.shape = shape;
        this.pace = pace;
        this.out = out;
    }

    /** Measures the rates one after the other. */
    public List<RateMeasurement> run(MeasuredJob job, List<LoadRate> rates) throws Exception {
        List<RateMeasurement> measured = new ArrayList<>();
        for (LoadRate rate : rates) {
            int maxSteps = measured.isEmpty() ? pace.maxFirstSteps() : pace.maxSteps();
            out.printf(
                    "Rate %d of %d, %s: warm-up of at most %d s, then %d s …%n",
                    measured.size() + 1,
                    rates.size(),
                    rate,
                    maxSteps * pace.step().toSeconds(),
                    pace.measured().toSeconds());
            out.flush();
            measured.add(measure(job, rate, maxSteps));
        }
        return measured;
    }

    private RateMeasurement measure(MeasuredJob job, LoadRate rate, int maxSteps) throws Exception {
        try (LoadGenerator load = rate.isIdle() ? null : job.load(events(rate), rate.perSecond())) {
            warmUp(job, maxSteps);
            CpuSample cpu = job.measure(pace.measured(), load);
            LatencyProbes.Latencies latencies = LatencyProbes.Latencies.NONE;
            if (load != null) {
                latencies = job.probes(pace.probed()).measure();
                latencies.requireAllRows();
                load.check();
                load.stop();
            }
            return new RateMeasurement(
                    rate, cpu.seconds(), cpu.events(), cpu.job(), cpu.servers(), latencies.rows(), latencies.alerts());
        }
    }

    private void warmUp(MeasuredJob job, int maxSteps) throws InterruptedException {
        for (int step = 1; step <= maxSteps; step++) {
            if (job.warmUp(pace.step()) < SETTLED && step >= pace.minSteps()) {
                return;
            }
        }
    }

    private RecordSource events(LoadRate rate) {
        return new SyntheticSensors(
                shape.series(), rate.perSecond(), Instant.now(), rate.eventInterval(shape.series()));
    }
}
