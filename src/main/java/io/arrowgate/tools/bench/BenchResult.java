package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.run.AlertLatency;
import io.arrowgate.tools.bench.run.JobMeasurement;
import io.arrowgate.tools.bench.run.Measurement;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All measurements of a bench. Element {@code i} of both lists is of the same round.
 *
 * @param events a run
 * @param source runs of the source alone
 * @param job runs of the whole job
 * @param alerting runs of the whole job with alert rules; empty if none was asked for
 * @param alertLatencies of alerts at different loads; empty if none was asked for
 * @param decodeNanos CPU time of decoding one event, alone, in the same process, nanoseconds
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

    /** Events per CPU second of the job, by those of the source, of each round. */
    public List<Double> ratios() {
        return IntStream.range(0, source.size())
                .mapToObj(i ->
                        job.get(i).run().eventsPerCpuSecond() / source.get(i).eventsPerCpuSecond())
                .toList();
    }

    /** Events per CPU second of the job with alert rules, by those of the job without, of each round. */
    public List<Double> alertRatios() {
        return IntStream.range(0, alerting.size())
                .mapToObj(i -> alerting.get(i).run().eventsPerCpuSecond()
                        / job.get(i).run().eventsPerCpuSecond())
                .toList();
    }

    /** CPU time that the job adds to that of the source, nanoseconds an event, median of the rounds. */
    public double addedNanos() {
        return OrderStatistics.median(IntStream.range(0, source.size())
                .mapToObj(i -> 1e9 / job.get(i).run().eventsPerCpuSecond()
                        - 1e9 / source.get(i).eventsPerCpuSecond())
                .toList());
    }
}
