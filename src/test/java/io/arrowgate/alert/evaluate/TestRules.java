package io.arrowgate.alert.evaluate;

import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.SeriesFilter;
import io.arrowgate.stream.Severity;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.stream.condition.Comparison;
import io.arrowgate.stream.condition.RuleCondition;
import io.arrowgate.stream.condition.SustainedDuration;
import io.arrowgate.stream.condition.ThresholdRule;
import java.time.Duration;

/** Provides rules for tests. */
public final class TestRules {
    public static final StreamDefinition SENSORS = StreamDefinitions.builtIn("sensors");
    public static final StreamDefinition TURNSTILES = StreamDefinitions.builtIn("turnstiles");

    private TestRules() {}

    /** Returns the built-in stream without its own rules. */
    public static StreamDefinition sensorsWithoutRules() {
        return new StreamDefinition(
                SENSORS.name(),
                SENSORS.topic(),
                SENSORS.format(),
                SENSORS.keyPattern(),
                SENSORS.each(),
                SENSORS.tombstones(),
                SENSORS.timeZone(),
                SENSORS.eventTime(),
                SENSORS.seriesKey(),
                SENSORS.labels(),
                SENSORS.columns(),
                SENSORS.nullPolicy(),
                SENSORS.csvLayouts(),
                SENSORS.csvDialect(),
                SENSORS.counters(),
                SENSORS.arrow(),
                SENSORS.clickhouse(),
                SENSORS.rollUps(),
                null);
    }

    static AlertRule rule(String name, RuleCondition condition, Duration hold) {
        return new AlertRule(name, Severity.WARNING, "text", SeriesFilter.ALL, hold, 100, condition);
    }

    public static AlertRule rule(String name, RuleCondition condition) {
        return rule(name, condition, Duration.ZERO);
    }

    public static ThresholdRule above(String field, double value, Double clear, SustainedDuration sustainedDuration) {
        return new ThresholdRule(field, Comparison.GREATER, value, clear, sustainedDuration);
    }
}
