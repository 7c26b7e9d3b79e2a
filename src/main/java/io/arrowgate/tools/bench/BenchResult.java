package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.run.AlertLatency;
import io.arrowgate.tools.bench.run.JobMeasurement;
import io.arrowgate.tools.bench.run.Measurement;
import io.arrowgate.tools.bench.run.MedianInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Holds all measurements of a benchmark. Elements {@code i} of the lists belong to the same round.
 *
 * @param events per run
 * @param source runs of the source alone
 * @param job runs of the whole job
 * @param alerting runs of the whole job with alert rules; empty unless requested
 * @param alertLatencies of alerts at different loads; empty unless requested
 * @param bytesPerRow mean encoded size in the Arrow topic, bytes
 * @param decodeNanos CPU time of decoding alone in the same process, nanoseconds per event
 */
public record BenchResult(
        long events,
        List<Measurement> source,
        List<JobMeasurement> job,
        List<JobMeasurement> alerting,
        List<AlertLatency> alertLatencies,
        double bytesPerRow,
        double decodeNanos) {
    /**
     * A median whose interval is wider than this part of it is too noisy to compare. The interval is four standard errors wide,
     * and the difference of two runs varies by the square root of two more: 14 % are a difference of at most 10 %, in 95 of 100 pairs.
     */
    static final double NOISE_LIMIT = 0.14;

    public BenchResult {
        source = List.copyOf(source);
        job = List.copyOf(job);
        alerting = List.copyOf(alerting);
        alertLatencies = List.copyOf(alertLatencies);
    }

    /** Returns, for each round, the job's events per CPU second divided by the source's, without the compiler's time. */
    public List<Double> ratios() {
        return perRound(i -> source.get(i).nanosPerEvent() / job.get(i).run().nanosPerEvent());
    }

    /** Returns the same ratios with the compiler's time. */
    public List<Double> ratiosWithCompiler() {
        return perRound(i ->
                source.get(i).nanosPerEventWithCompiler() / job.get(i).run().nanosPerEventWithCompiler());
    }

    /** Returns, for each round, the events per CPU second with alert rules divided by those without. */
    public List<Double> alertRatios() {
        return IntStream.range(0, alerting.size())
                .mapToObj(i ->
                        job.get(i).run().nanosPerEvent() / alerting.get(i).run().nanosPerEvent())
                .toList();
    }

    /** Returns the CPU time that the job adds to the source, nanoseconds per event, median of the rounds. */
    public double addedNanos() {
        return OrderStatistics.median(
                perRound(i -> job.get(i).run().nanosPerEvent() - source.get(i).nanosPerEvent()));
    }

    /** Returns the medians that the benchmark is about, by name; empty if there are too few rounds for intervals. */
    public Map<String, MedianInterval> medians() {
        Map<String, MedianInterval> medians = new LinkedHashMap<>();
        if (job.size() < MedianInterval.MIN_ROUNDS) {
            return medians;
        }
        medians.put("source", MedianInterval.of(perRound(i -> source.get(i).nanosPerEvent())));
        medians.put("job", median(run -> run.run().nanosPerEvent()));
        medians.put("engine", median(JobMeasurement::engineNanosPerEvent));
        medians.put("broker", median(JobMeasurement::brokerNanosPerEvent));
        medians.put("system", median(JobMeasurement::systemNanosPerEvent));
        medians.put("ratio", MedianInterval.of(ratios()));
        return medians;
    }

    /** Returns the names of the medians that are too noisy to compare with another run. */
    public List<String> noisy() {
        List<String> noisy = new ArrayList<>();
        medians().forEach((name, interval) -> {
            if (interval.relativeWidth() > NOISE_LIMIT) {
                noisy.add(name);
            }
        });
        return noisy;
    }

    /** Returns whether the medians can be compared with those of another run. */
    public boolean hasComparableMedians() {
        return job.size() >= MedianInterval.MIN_ROUNDS && noisy().isEmpty();
    }

    private MedianInterval median(ToDoubleFunction<JobMeasurement> value) {
        return MedianInterval.of(perRound(i -> value.applyAsDouble(job.get(i))));
    }

    private List<Double> perRound(IntToDoubleFunction value) {
        return IntStream.range(0, job.size()).mapToDouble(value).boxed().toList();
    }
}
