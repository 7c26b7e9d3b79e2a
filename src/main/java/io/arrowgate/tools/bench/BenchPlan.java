package io.arrowgate.tools.bench;

import java.util.Map;

/**
 * What the measuring process is to do.
 *
 * @param options of the job, by key
 * @param topic filled with the events
 * @param events in the topic
 * @param rounds how often source and job run in turn, after one round that only warms up
 * @param alerts whether the job runs with alert rules, too
 * @param alertSeries how many series the topic has, to measure the alerts' state instead; 0 not to
 * @param dir for stream definitions and checkpoints
 * @param result where the measurements go, as JSON
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
