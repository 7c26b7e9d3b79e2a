package io.arrowgate.tools.bench.run;

import io.arrowgate.tools.load.synthetic.LatencyProbeSource;

/** Defines the alert rules of the benchmarks. */
public final class BenchRules {
    public static final int COUNT = 5;
    /** The rule that fires only for {@link LatencyProbeSource probes}, and for each of them. */
    static final String PROBE = "probe";

    /**
     * Rules that fire occasionally: the events' values move up and down between 0 and 100 more than once per hour. Changes are
     * absolute, because relative to a value near 0 any step is large: a percentage rule fired for every two hundredth reading,
     * and the benchmark measured the writing of alerts. Format arguments: the bound of the thresholds, the amount of the
     * changes.
     */
    private static final String RULES = """
            alerts:
              - {name: cpu-high, kind: threshold, field: cpu_used, comparison: ">", value: %1$d, clear: 80, for: 30 s}
              - {name: memory-high, kind: threshold, field: memory_used, comparison: ">", value: %1$d, clear: 80, for: 30 readings}
              - {name: cpu-free-high, kind: threshold, field: cpu_free, comparison: ">", value: %1$d, clear: 80, for: 30 s}
              - {name: cpu-rise, kind: change, field: cpu_used, direction: rise, by: %2$d, within: 1 min}
              - {name: memory-fall, kind: change, field: memory_used, direction: fall, by: %2$d, within: 1 min}
            """;

    private static final String PROBE_RULE = """
              - {name: %s, kind: threshold, field: run_elapsed_ms, comparison: ">=", value: %d, hold: 1 ms, storm-limit: 1000000}
            """.formatted(PROBE, LatencyProbeSource.PROBE_ELAPSED_MILLIS);

    private BenchRules() {}

    /** Replaces the rules of a definition, which must be its last key. */
    public static String replaceIn(String yaml) {
        return withoutRules(yaml) + RULES.formatted(98, 50);
    }

    /**
     * Replaces the rules by ones with low bounds, which fire often, so that the code that writes alerts is compiled before the
     * measurement.
     */
    public static String forWarmUp(String yaml) {
        return withoutRules(yaml) + RULES.formatted(90, 35);
    }

    private static String withoutRules(String yaml) {
        int own = yaml.indexOf("\nalerts:");
        return own < 0 ? yaml : yaml.substring(0, own + 1);
    }

    /** Adds the rule for probes to those of the definition, which must be its last key. */
    public static String addProbe(String yaml) {
        return yaml + PROBE_RULE;
    }

    /** Replaces the rules and adds the rule for probes. */
    public static String withProbe(String yaml) {
        return replaceIn(yaml) + PROBE_RULE;
    }
}
