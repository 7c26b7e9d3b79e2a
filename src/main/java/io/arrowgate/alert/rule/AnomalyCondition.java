package io.arrowgate.alert.rule;

import io.arrowgate.alert.anomaly.AlarmRateThreshold;
import io.arrowgate.alert.anomaly.AnomalyDetector;
import io.arrowgate.stream.condition.AnomalyRule;

/** Detects values that the anomaly detector of the series scores as unusual. */
final class AnomalyCondition implements Condition<AnomalyDetectorState> {
    private final int field;
    /** For a rule without a rate. */
    private final double fixedThreshold;
    /** Acceptable number of alarms in a microsecond; NaN without a rate. */
    private final double alarmsPerMicro;

    AnomalyCondition(AnomalyRule anomalyRule, int field) {
        this.field = field;
        fixedThreshold = anomalyRule.threshold() == null ? AnomalyDetector.DEFAULT_THRESHOLD : anomalyRule.threshold();
        alarmsPerMicro =
                anomalyRule.about() == null ? Double.NaN : anomalyRule.about().perMicro();
    }

    @Override
    public AnomalyDetectorState newState() {
        return new AnomalyDetectorState(
                new AnomalyDetector(), Double.isNaN(alarmsPerMicro) ? null : new AlarmRateThreshold());
    }

    @Override
    public Verdict evaluate(Reading reading, AnomalyDetectorState state, ConditionResult conditionResult) {
        double value = reading.values[field];
        if (Double.isNaN(value)) {
            return conditionResult.none();
        }
        AlarmRateThreshold rated = state.rated();
        double threshold = rated == null ? fixedThreshold : rated.threshold();
        double score = state.detector().score(reading.timeMicros, value, threshold);
        if (rated != null) {
            rated.learn(reading.timeMicros, score, state.detector(), alarmsPerMicro);
        }
        Verdict verdict = conditionResult.set(value, threshold, score >= threshold ? Verdict.BREACH : Verdict.CLEAR);
        conditionResult.score = score;
        if (verdict == Verdict.BREACH) {
            conditionResult.reason = state.detector().reason().description();
            conditionResult.expectedLow = state.detector().expected().low();
            conditionResult.expectedHigh = state.detector().expected().high();
        }
        return verdict;
    }

    @Override
    public boolean replays() {
        return true;
    }
}
