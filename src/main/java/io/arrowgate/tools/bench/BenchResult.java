package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.run.AlertLatency;
import io.arrowgate.tools.bench.run.JobMeasurement;
import io.arrowgate.tools.bench.run.Measurement;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holds all measurements of a benchmark. Elements {@code i} of the lists belong to the same round.
 *
 * @param events per run
 * @param source runs of the source alone
 * @param job runs of the whole job
 * @param alerting runs of the whole job with alert rules; empty unless requested
 * @param alertLatencies of alerts at different loads; empty unless requested
 * @param decodeNanos CPU time of decoding alone in the same process, nanoseconds per event
 */
public record BenchResult(
        long events,
        List<Measurement> source,
        List<JobMeasurement> job,
        List<JobMeasurement> alerting,
        List<AlertLatency> alertLatencies,
        double decodeNanos) {
    public BenchResult {
        source = List.copyOf(source);
        job = List.copyOf(job);
        alerting = List.copyOf(alerting);
        alertLatencies = List.copyOf(alertLatencies);
    }

    /** Returns, for each round, the job's events per CPU second divided by the source's. */
    public List<Double> ratios() {
        return IntStream.range(0, source.size())
                .mapToObj(i ->
                        job.get(i).run().eventsPerCpuSecond() / source.get(i).eventsPerCpuSecond())
                .toList();
    }

    /** Returns, for each round, the events per CPU second with alert rules divided by those without. */
    public List<Double> alertRatios() {
        return IntStream.range(0, alerting.size())
                .mapToObj(i -> alerting.get(i).run().eventsPerCpuSecond()
                        / job.get(i).run().eventsPerCpuSecond())
                .toList();
    }

    /** Returns the CPU time that the job adds to the source, nanoseconds per event, median of the rounds. */
    public double addedNanos() {
        return OrderStatistics.median(IntStream.range(0, source.size())
                .mapToObj(i -> 1e9 / job.get(i).run().eventsPerCpuSecond()
                        - 1e9 / source.get(i).eventsPerCpuSecond())
                .toList());
    }
}
