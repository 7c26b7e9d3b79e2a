package io.arrowgate.alert;

import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.Comparison;
import io.arrowgate.stream.RuleCondition;
import io.arrowgate.stream.SeriesFilter;
import io.arrowgate.stream.Severity;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.stream.Sustained;
import io.arrowgate.stream.Threshold;
import java.time.Duration;

/** Rules for tests. */
final class TestRules {
    static final StreamDefinition SENSORS = StreamDefinitions.builtIn("sensors");
    static final StreamDefinition TURNSTILES = StreamDefinitions.builtIn("turnstiles");

    private TestRules() {}

    /** The built-in stream, which has rules of its own, without them. */
    static StreamDefinition sensorsWithoutRules() {
        return new StreamDefinition(
                SENSORS.name(),
                SENSORS.topic(),
                SENSORS.format(),
                SENSORS.timeZone(),
                SENSORS.eventTime(),
                SENSORS.seriesKey(),
                SENSORS.labels(),
                SENSORS.columns(),
                SENSORS.csvLayouts(),
                SENSORS.counters(),
                SENSORS.arrow(),
                SENSORS.clickhouse(),
                SENSORS.rollUps(),
                null);
    }

    static AlertRule rule(String name, RuleCondition condition, Duration hold) {
        return new AlertRule(name, Severity.WARNING, "text", SeriesFilter.ALL, hold, 100, condition);
    }

    static AlertRule rule(String name, RuleCondition condition) {
        return rule(name, condition, Duration.ZERO);
    }

    static Threshold above(String field, double value, Double clear, Sustained sustained) {
        return new Threshold(field, Comparison.GREATER, value, clear, sustained);
    }
}
