package io.arrowgate.tools.bench.run;

import io.arrowgate.tools.load.synthetic.LatencyProbeSource;

/** The alert rules that a bench judges each reading by. */
public final class BenchRules {
    public static final int COUNT = 5;
    /** The rule that fires for every {@link LatencyProbeSource probe} and for nothing else. */
    static final String PROBE = "probe";

    /**
     * Such as fire now and then: the events' values wander up and down between 0 and 100, in an hour more than once. A change is no
     * percentage, because of a value near 0 any step is a large one: such a rule fired for every two hundredth reading, and writing
     * alerts was what was measured. To fill in: the thresholds' bound, and what the changes are by.
     */
    private static final String RULES = """
            alerts:
              - {name: cpu-high, kind: threshold, field: cpu_used, comparison: ">", value: %1$d, clear: 80, for: 30 s}
              - {name: memory-high, kind: threshold, field: memory_used, comparison: ">", value: %1$d, clear: 80, for: 30 readings}
              - {name: cpu-free-high, kind: threshold, field: cpu_free, comparison: ">", value: %1$d, clear: 80, for: 30 s}
              - {name: cpu-rise, kind: change, field: cpu_used, direction: rise, by: %2$d, within: 1 min}
              - {name: memory-fall, kind: change, field: memory_used, direction: fall, by: %2$d, within: 1 min}
            """;

    private static final String MANY_SERIES = """
            alerts:
              - {name: cpu-high, kind: threshold, field: cpu_used, comparison: ">", value: 98, clear: 80, for: 30 s}
              - {name: memory-high, kind: threshold, field: memory_used, comparison: ">", value: 98, clear: 80, for: 30 readings}
              - {name: silent, kind: absent, for: 1 h}
              - {name: cpu-odd, kind: anomaly, field: cpu_used, threshold: 0.8, series: {device: "*0"}}
            """;

    private static final String PROBE_RULE = """
              - {name: %s, kind: threshold, field: run_elapsed_ms, comparison: ">=", value: %d, hold: 1 ms, storm-limit: 1000000}
            """.formatted(PROBE, LatencyProbeSource.PROBE_ELAPSED_MILLIS);

    private BenchRules() {}

    /** A definition with these rules in place of its own, which are its last key. */
    public static String replaceIn(String yaml) {
        return withoutRules(yaml) + RULES.formatted(98, 50);
    }

    /** The same rules with bounds that are often broken: what writes alerts is then compiled before it is measured. */
    public static String forWarmUp(String yaml) {
        return withoutRules(yaml) + RULES.formatted(90, 35);
    }

    /** A definition with two thresholds and a silence in place of its own rules, and the anomaly detector on a tenth of the series. */
    public static String forManySeries(String yaml) {
        return withoutRules(yaml) + MANY_SERIES;
    }

    private static String withoutRules(String yaml) {
        int own = yaml.indexOf("\nalerts:");
        return own < 0 ? yaml : yaml.substring(0, own + 1);
    }

    /** The same with the rule for probes. */
    public static String withProbe(String yaml) {
        return replaceIn(yaml) + PROBE_RULE;
    }
}
