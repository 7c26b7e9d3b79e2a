package io.arrowgate.alert.evaluate;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.AlertLifecycle;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ConditionResult;
import io.arrowgate.alert.rule.RuleMetadata;
import io.arrowgate.alert.state.SeriesLabels;
import io.arrowgate.stream.StreamDefinition;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.commons.codec.digest.DigestUtils;

/** Creates alerts with their ids and texts. */
final class AlertFactory {
    /** Limits the digits of a number in an alert text; further digits of a double are noise. */
    private static final MathContext SHOWN_DIGITS = new MathContext(6);

    private static final int ID_DIGITS = 32;
    private static final String REASON = "reason";
    private static final String EXPECTED = "expected";
    private static final String NO_VALUE = "–";

    private final StreamDefinition stream;

    AlertFactory(StreamDefinition stream) {
        this.stream = stream;
    }

    /** Returns the text of a rule's alert. */
    String text(CompiledRule rule, SeriesLabels series, AlertLifecycle life, ConditionResult conditionResult) {
        return rule.text().format(name -> switch (name) {
            case "series" -> String.join(", ", series.key().values());
            case "value" -> shown(conditionResult.value);
            case "threshold" -> shown(conditionResult.threshold);
            case "score" -> shown(conditionResult.score);
            case REASON -> columnOr(REASON, series, conditionResult.reason);
            case EXPECTED -> columnOr(EXPECTED, series, expected(conditionResult));
            case "field" -> rule.metadata().field();
            case "first_time" -> instant(life.firstMicros()).toString();
            case "readings" -> Long.toString(life.readings());
            default -> series.value(name);
        });
    }

    /** Returns a detail of an anomaly; a column of this name, which rules of earlier versions may use, precedes it. */
    private String columnOr(String name, SeriesLabels series, String detail) {
        if (stream.seriesKey().contains(name) || stream.labels().contains(name)) {
            return series.value(name);
        }
        return detail == null ? NO_VALUE : detail;
    }

    private static String expected(ConditionResult conditionResult) {
        return Double.isNaN(conditionResult.expectedLow)
                ? null
                : shown(conditionResult.expectedLow) + " to " + shown(conditionResult.expectedHigh);
    }

    /**
     * Creates an alert.
     *
     * @param key the key part of the series name
     */
    Alert alert(
            RuleMetadata rule,
            String text,
            String key,
            SeriesLabels series,
            AlertLifecycle life,
            AlertState state,
            ConditionResult conditionResult,
            String topicId,
            long nowMillis) {
        return new Alert(
                id(rule.rule(), key, life.firstMicros()),
                state,
                rule.rule(),
                rule.kind(),
                rule.severity(),
                stream.name(),
                series.key(),
                series.labels(),
                rule.field(),
                number(conditionResult.value),
                number(conditionResult.threshold),
                number(conditionResult.score),
                number(conditionResult.expectedLow),
                number(conditionResult.expectedHigh),
                instant(life.firstMicros()),
                instant(life.lastMicros()),
                life.readings(),
                text,
                topicId,
                life.partition(),
                life.offset(),
                life.rowInRecord(),
                Instant.ofEpochMilli(nowMillis),
                rule.stormLimit());
    }

    /**
     * Returns the first 128 bits of the SHA-256 of stream, rule, series key and event time of the first breach,
     * separated by line feeds.
     */
    private String id(String rule, String key, long firstMicros) {
        String identity = String.join("\n", stream.name(), rule, key, Long.toString(firstMicros));
        return DigestUtils.sha256Hex(identity).substring(0, ID_DIGITS);
    }

    private static String shown(double number) {
        if (!Double.isFinite(number)) {
            return NO_VALUE;
        }
        // Counter alerts need all digits of the register.
        boolean whole = number == Math.rint(number);
        BigDecimal shown =
                whole ? new BigDecimal(number) : BigDecimal.valueOf(number).round(SHOWN_DIGITS);
        return shown.stripTrailingZeros().toPlainString();
    }

    private static Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static Instant instant(long epochMicros) {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
    }
}
