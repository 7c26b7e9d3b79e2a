package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.arrowgate.stream.column.DurationFormat;
import io.arrowgate.stream.condition.AbsentRule;
import io.arrowgate.stream.condition.RuleCondition;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Describes when to raise an alert.
 *
 * @param name unique in a job
 * @param severity of its alerts; a warning by default
 * @param text of its alerts; by default one that describes the breach
 * @param series that it applies to; all by default
 * @param hold event time after the last reading in breach before which its alerts do not resolve; 10 s by default
 * @param stormLimit rate limit of its alerts on the alerts topic, per minute; 100 by default
 * @param condition that its alerts are raised for
 */
@JsonDeserialize(using = AlertRuleDeserializer.class)
public record AlertRule(
        String name,
        Severity severity,
        String text,
        SeriesFilter series,
        Duration hold,
        Integer stormLimit,
        RuleCondition condition)
        implements Serializable {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final int STORM_LIMIT = 100;
    private static final int MAX_STORM_LIMIT = 1_000_000;

    public AlertRule {
        check(
                name != null && NAME.matcher(name).matches(),
                "name",
                name,
                "is not a valid rule name; use lower-case letters, digits and '-'");
        check(condition != null, "kind", null, "is missing");
        severity = orElse(severity, Severity.WARNING);
        series = orElse(series, SeriesFilter.ALL);
        hold = orElse(hold, HOLD);
        check(!hold.isNegative() && hold.compareTo(DurationFormat.MAX) <= 0, "hold", hold, DurationFormat.BOUNDS);
        stormLimit = orElse(stormLimit, STORM_LIMIT);
        check(stormLimit >= 1 && stormLimit <= MAX_STORM_LIMIT, "storm-limit", stormLimit, "is not in 1 to 1,000,000");
        text = orElse(text, name + ": " + condition.defaultText());
    }

    /** Rejects a rule that does not fit the stream; the message names the rule. */
    void checkFits(StreamDefinition stream) {
        try {
            check(
                    condition instanceof AbsentRule || stream.readingFields().contains(condition.field()),
                    "field",
                    condition.field(),
                    "is not a reading of the stream; give one of " + stream.readingFields());
            condition.checkCounters(stream.counters());
            List<String> columns = stream.nameColumns();
            series.patterns()
                    .keySet()
                    .forEach(column -> check(
                            columns.contains(column),
                            "series",
                            column,
                            "is neither a key nor a label column; give one of " + columns));
            AlertTextTemplate.compile(text)
                    .names()
                    .forEach(name -> check(
                            AlertTextTemplate.NAMES.contains(name) || columns.contains(name),
                            "text",
                            "{" + name + "}",
                            "is unknown; give one of %s or %s".formatted(AlertTextTemplate.NAMES, columns)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("alert rule %s: %s".formatted(name, e.getMessage()), e);
        }
    }
}
