package io.arrowgate.alert.rule;

import io.arrowgate.alert.rule.AlertLifecycle.Hold;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.AlertTextTemplate;
import io.arrowgate.stream.RuntimeRule;
import io.arrowgate.stream.SeriesFilter;
import io.arrowgate.stream.Severity;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.condition.AbsentRule;
import io.arrowgate.stream.condition.AnomalyRule;
import io.arrowgate.stream.condition.ChangeRule;
import io.arrowgate.stream.condition.CounterRule;
import io.arrowgate.stream.condition.CrowdingRule;
import io.arrowgate.stream.condition.RuleCondition;
import io.arrowgate.stream.condition.SustainedDuration;
import io.arrowgate.stream.condition.ThresholdRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Describes an alert rule in the form in which it is evaluated.
 *
 * @param metadata of the rule, repeated in its alerts
 * @param fingerprint of its meaning: see {@link #fingerprint(AlertRule, StreamDefinition)}
 * @param condition evaluated on each reading; null for an absence rule
 * @param field index of the reading field that it evaluates; -1 for an absence rule
 * @param absence how long a series may be absent; null for rules of other kinds
 * @param hold how long a breach must last
 * @param filter the series that it applies to
 * @param text of its alerts
 */
public record CompiledRule(
        RuleMetadata metadata,
        long fingerprint,
        Condition<?> condition,
        int field,
        Duration absence,
        Hold hold,
        SeriesFilter filter,
        AlertTextTemplate text) {

    public static CompiledRule of(AlertRule rule, StreamDefinition stream) {
        RuleCondition condition = rule.condition();
        SustainedDuration sustainedDuration = condition instanceof ThresholdRule thresholdRule
                ? thresholdRule.sustained()
                : SustainedDuration.AT_ONCE;
        Hold hold = new Hold(micros(sustainedDuration.duration()), sustainedDuration.readings(), micros(rule.hold()));
        return new CompiledRule(
                RuleMetadata.of(rule),
                fingerprint(rule, stream),
                compile(condition, stream),
                stream.readingFields().indexOf(condition.field()),
                condition instanceof AbsentRule absentRule ? absentRule.duration() : null,
                hold,
                rule.series(),
                AlertTextTemplate.compile(rule.text()));
    }

    public String name() {
        return metadata.rule();
    }

    public boolean isAbsenceRule() {
        return absence != null;
    }

    /** Returns whether late readings are evaluated by replaying the recent ones. */
    public boolean replays() {
        return condition != null && condition.replays();
    }

    private static Condition<?> compile(RuleCondition condition, StreamDefinition stream) {
        if (condition instanceof AbsentRule) {
            return null;
        }
        int field = stream.readingFields().indexOf(condition.field());
        if (condition instanceof ThresholdRule thresholdRule) {
            return new ThresholdCondition(thresholdRule, field);
        }
        if (condition instanceof ChangeRule changeRule) {
            return new ChangeCondition(changeRule, field);
        }
        if (condition instanceof CounterRule counterRule) {
            return new CounterCondition(counterRule, field);
        }
        if (condition instanceof CrowdingRule crowdingRule) {
            return new CrowdingCondition(crowdingRule, field, stream.counters().kind(), stream.timeZone());
        }
        return new AnomalyCondition((AnomalyRule) condition, field);
    }

    /**
     * Returns the first eight bytes of the SHA-256 of everything that decides which readings are in breach. A changed
     * rule keeps the state of a series only if its fingerprint is unchanged.
     */
    private static long fingerprint(AlertRule rule, StreamDefinition stream) {
        AlertRule meaning =
                new AlertRule(rule.name(), Severity.INFO, rule.name(), rule.series(), rule.hold(), 1, rule.condition());
        byte[] json = AlertRuleJson.toJson(new RuntimeRule(stream.name(), meaning));
        return ByteBuffer.wrap(DigestUtils.sha256(json)).getLong();
    }

    private static long micros(Duration duration) {
        return TimeUnit.MILLISECONDS.toMicros(duration.toMillis());
    }
}
