package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.cpu.ServerPids;
import io.arrowgate.tools.bench.run.EventShape;
import java.util.Map;

/**
 * Describes a benchmark for the measuring process.
 *
 * @param options of the job, by key
 * @param servers whose CPU time is measured
 * @param warmUp events that only warm up the compiler
 * @param measured events of the rounds that count
 * @param shape of the events
 * @param rounds number of rounds of source and job in turn, after the warm-up
 * @param lastStartMillis time after which no further round starts
 * @param alerts whether the job also runs with alert rules
 * @param dir for stream definitions and checkpoints
 * @param result file for the measurements, as JSON
 */
public record BenchPlan(
        Map<String, String> options,
        ServerPids servers,
        FilledTopic warmUp,
        FilledTopic measured,
        EventShape shape,
        int rounds,
        long lastStartMillis,
        boolean alerts,
        String dir,
        String result) {
    /** Names a topic and the number of its events. */
    public record FilledTopic(String name, long events) {}

    public BenchPlan {
        options = Map.copyOf(options);
    }
}
