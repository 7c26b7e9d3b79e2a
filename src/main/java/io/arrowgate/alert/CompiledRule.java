package io.arrowgate.alert;

import io.arrowgate.alert.AlertLife.Lasting;
import io.arrowgate.stream.Absent;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.AlertRules;
import io.arrowgate.stream.AlertText;
import io.arrowgate.stream.Anomaly;
import io.arrowgate.stream.Change;
import io.arrowgate.stream.CounterFault;
import io.arrowgate.stream.Crowding;
import io.arrowgate.stream.RuleCondition;
import io.arrowgate.stream.RuntimeRule;
import io.arrowgate.stream.SeriesFilter;
import io.arrowgate.stream.Severity;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.Sustained;
import io.arrowgate.stream.Threshold;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * An alert rule, ready to judge.
 *
 * @param heading what its alerts say of it
 * @param fingerprint of what it means: see {@link #fingerprint(AlertRule, StreamDefinition)}
 * @param condition what it asks of each reading; null if it asks for silence
 * @param silence how long a series may be silent; null if the rule is not about that
 * @param lasting how long a breach must last
 * @param filter the series that it is about
 * @param text of its alerts
 */
record CompiledRule(
        RuleHeading heading,
        long fingerprint,
        Condition<?> condition,
        Duration silence,
        Lasting lasting,
        SeriesFilter filter,
        AlertText text) {

    static CompiledRule of(AlertRule rule, StreamDefinition stream) {
        RuleCondition condition = rule.condition();
        Sustained sustained = condition instanceof Threshold threshold ? threshold.sustained() : Sustained.AT_ONCE;
        Lasting lasting = new Lasting(micros(sustained.duration()), sustained.readings(), micros(rule.hold()));
        return new CompiledRule(
                RuleHeading.of(rule),
                fingerprint(rule, stream),
                judge(condition, stream),
                condition instanceof Absent absent ? absent.duration() : null,
                lasting,
                rule.series(),
                AlertText.compile(rule.text()));
    }

    String name() {
        return heading.rule();
    }

    boolean isAboutSilence() {
        return silence != null;
    }

    private static Condition<?> judge(RuleCondition condition, StreamDefinition stream) {
        if (condition instanceof Absent) {
            return null;
        }
        int field = stream.readingFields().indexOf(condition.field());
        if (condition instanceof Threshold threshold) {
            return new ThresholdCondition(threshold, field);
        }
        if (condition instanceof Change change) {
            return new ChangeCondition(change, field);
        }
        if (condition instanceof CounterFault fault) {
            return new CounterCondition(fault, field);
        }
        if (condition instanceof Crowding crowding) {
            return new CrowdingCondition(crowding, field, stream.counters().kind(), stream.timeZone());
        }
        return new AnomalyCondition((Anomaly) condition, field);
    }

    /**
     * The first eight bytes of the SHA-256 of all that says which readings are in breach. What a series is remembered by is of
     * use to a changed rule only if this is the same.
     */
    private static long fingerprint(AlertRule rule, StreamDefinition stream) {
        AlertRule meaning =
                new AlertRule(rule.name(), Severity.INFO, rule.name(), rule.series(), rule.hold(), 1, rule.condition());
        byte[] json = AlertRules.toJson(new RuntimeRule(stream.name(), meaning));
        return ByteBuffer.wrap(DigestUtils.sha256(json)).getLong();
    }

    private static long micros(Duration duration) {
        return TimeUnit.MILLISECONDS.toMicros(duration.toMillis());
    }
}
