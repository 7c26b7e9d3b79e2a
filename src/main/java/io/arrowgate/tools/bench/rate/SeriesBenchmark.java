package io.arrowgate.tools.bench.rate;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.tools.bench.run.EventShape;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures what the default job costs by the number of series, at one rate.
 *
 * <p>One job runs through all steps, so that each step has the state of all series before it. After the last number, it is measured
 * without events, with the first number again, and once more without events.
 */
public final class SeriesBenchmark {
    private static final int READINGS_PER_FILL = 2;
    private static final long PROGRESS_EVENTS = 500_000;
    /** The warm-up of a step ends when the compiler takes less than this part of the job's CPU time … */
    private static final double SETTLED = 0.05;
    /** … and the pending rows are those of this time at most. The rows of two checkpoints are always pending. */
    private static final int PENDING_SECONDS = 10;

    private final EventShape shape;
    private final LoadRate rate;
    private final Pace pace;
    private final PrintWriter out;

    /** Is the event time of the next event, which does not go back between steps. */
    private Instant eventTime = Instant.now();

    private long sent;
    private int seen;

    /**
     * Holds the durations of a step.
     *
     * @param warmUp between two looks at the backlog and the compiler
     * @param minWarmUps number of these before the measurement
     * @param maxWarmUps number of these before the measurement, although the job lags
     * @param maxCatchUps number of these without load before the next step, although the job lags
     * @param silent without events before an idle job is measured: longer than the minute after which the rule {@code device-silent} fires
     * @param measured covers a refresh of each derived table with the pause after it
     * @param probed time in which probes are sent
     */
    record Pace(
            Duration warmUp,
            int minWarmUps,
            int maxWarmUps,
            int maxCatchUps,
            Duration silent,
            Duration measured,
            Duration probed) {
        static final Pace DEFAULT = new Pace(
                Duration.ofSeconds(10),
                2,
                9,
                18,
                Duration.ofSeconds(75),
                Duration.ofSeconds(120),
                Duration.ofSeconds(15));
    }

    /** @param shape of the events; its number of series does not count */
    public SeriesBenchmark(EventShape shape, LoadRate rate, PrintWriter out) {
        this(shape, rate, Pace.DEFAULT, out);
    }

    SeriesBenchmark(EventShape shape, LoadRate rate, Pace pace, PrintWriter out) {
        this.shape = shape;
        this.rate = rate;
        this.pace = pace;
        this.out = out;
    }

    /** Measures the numbers of series in order. */
    public List<SeriesMeasurement> run(MeasuredJob job, List<Integer> numbers) throws Exception {
        List<SeriesMeasurement> measured = new ArrayList<>();
        for (int series : numbers) {
            measured.add(measureLoad(job, series));
        }
        measured.add(measureIdle(job));
        measured.add(measureLoad(job, numbers.get(0)));
        measured.add(measureIdle(job));
        return measured;
    }

    private SeriesMeasurement measureLoad(MeasuredJob job, int series) throws Exception {
        seen = Math.max(seen, series);
        long before = sent;
        Duration interval = rate.eventInterval(series);
        RecordSource events = new SyntheticSensors(series, series, eventTime, interval);
        fill(job, events, series);
        catchUp(job);
        try (LoadGenerator load = job.load(events, rate.perSecond())) {
            progress(
                    "%,d series, %s: warm-up of some %d s, then %d s …",
                    series,
                    rate,
                    pace.maxWarmUps() * pace.warmUp().toSeconds(),
                    pace.measured().plus(pace.probed()).toSeconds());
            warmUp(job, load, series);
            Instant start = Instant.now();
            CpuSample cpu = job.measure(pace.measured(), load);
            CheckpointFigures checkpoints = job.checkpointsSince(start);
            long residentBytes = job.residentBytes();
            long behind = rowsBehind(job, load.acknowledged());
            LatencyProbes.Latencies latencies = job.probes(pace.probed()).measure();
            load.check();
            load.stop();
            sent += load.acknowledged() + latencies.rows().probes();
            eventTime = eventTime.plus(interval.multipliedBy((sent - before) / series + 1));
            return new SeriesMeasurement(
                    series, seen, cpu, latencies.rows(), latencies.alerts(), behind, residentBytes, checkpoints);
        }
    }

    private SeriesMeasurement measureIdle(MeasuredJob job) throws Exception {
        progress(
                "No events after %,d series: %d s …",
                seen, pace.silent().plus(pace.measured()).toSeconds());
        catchUp(job);
        TimeUnit.MILLISECONDS.sleep(pace.silent().toMillis());
        Instant start = Instant.now();
        CpuSample cpu = job.measure(pace.measured(), null);
        return new SeriesMeasurement(
                0,
                seen,
                cpu,
                Latency.NONE,
                Latency.NONE,
                rowsBehind(job, 0),
                job.residentBytes(),
                job.checkpointsSince(start));
    }

    /** Sends readings of each series as fast as the broker takes them. */
    private void fill(MeasuredJob job, RecordSource events, int series) throws IOException {
        long count = (long) READINGS_PER_FILL * series;
        KafkaSettings kafka = job.settings().kafka();
        RecordSource adapted = shape.adapt(events);
        try (RecordProducer producer =
                new RecordProducer(kafka.bootstrapServers(), kafka.clientProperties(), MeasuredJob.STREAM)) {
            for (long i = 1; i <= count; i++) {
                producer.send(adapted.next());
                if (i % PROGRESS_EVENTS == 0) {
                    progress("%,d series: %,d of %,d first readings sent", series, i, count);
                }
            }
            producer.flush();
        }
        sent += count;
    }

    /** Warms up until each series has sent a reading, which ends the alert of its absence before the load. */
    private void warmUp(MeasuredJob job, LoadGenerator load, int series) throws Exception {
        int stepsPerRound = (int) (series / rate.perSecond() / pace.warmUp().toSeconds());
        int minWarmUps = pace.minWarmUps() + stepsPerRound;
        for (int step = 1; step <= Math.max(minWarmUps, pace.maxWarmUps()); step++) {
            double compilerShare = job.warmUp(pace.warmUp());
            long behind = rowsBehind(job, load.acknowledged());
            if (behind > 0) {
                progress("  behind by %,d rows", behind);
            } else if (step >= minWarmUps && compilerShare < SETTLED) {
                return;
            }
        }
    }

    /** Waits for the backlog of a job that did not follow, for a limited time. */
    private void catchUp(MeasuredJob job) throws Exception {
        for (int step = 1; step <= pace.maxCatchUps(); step++) {
            long behind = rowsBehind(job, 0);
            if (behind == 0) {
                return;
            }
            progress("  behind by %,d rows", behind);
            job.warmUp(pace.warmUp());
        }
    }

    /**
     * Returns how many events have no row yet; 0 if they are as few as of a job that follows.
     *
     * @param acknowledged events of the running load
     */
    private long rowsBehind(MeasuredJob job, long acknowledged) throws Exception {
        long pending = sent + acknowledged - job.rows();
        return pending > (long) rate.perSecond() * PENDING_SECONDS ? pending : 0;
    }

    private void progress(String format, Object... arguments) {
        out.printf(format + "%n", arguments);
        out.flush();
    }
}
