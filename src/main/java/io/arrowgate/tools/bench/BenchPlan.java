package io.arrowgate.tools.bench;

import java.util.Map;

/**
 * Describes a benchmark for the measuring process.
 *
 * @param options of the job, by key
 * @param topic that contains the events
 * @param events in the topic
 * @param rounds number of rounds of source and job in turn, after the warm-up
 * @param alerts whether the job also runs with alert rules
 * @param alertSeries number of series in the topic, to measure the alert state instead; 0 to measure throughput
 * @param dir for stream definitions and checkpoints
 * @param result file for the measurements, as JSON
 */
public record BenchPlan(
        Map<String, String> options,
        String topic,
        long events,
        int rounds,
        boolean alerts,
        int alertSeries,
        String dir,
        String result) {
    public BenchPlan {
        options = Map.copyOf(options);
    }
}
