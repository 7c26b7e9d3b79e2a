package io.arrowgate.alert.rule;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import io.arrowgate.stream.condition.AnomalyRule;

/** Detects values that the anomaly detector of the series scores as unusual. */
final class AnomalyCondition implements Condition<AnomalyDetectorState> {
    private final int field;
    private final double threshold;

    AnomalyCondition(AnomalyRule anomalyRule, int field) {
        this.field = field;
        threshold = anomalyRule.threshold() == null ? AnomalyDetector.DEFAULT_THRESHOLD : anomalyRule.threshold();
    }

    @Override
    public AnomalyDetectorState newState() {
        return new AnomalyDetectorState(new AnomalyDetector());
    }

    @Override
    public Verdict evaluate(Reading reading, AnomalyDetectorState state, ConditionResult conditionResult) {
        double value = reading.values[field];
        if (Double.isNaN(value)) {
            return conditionResult.none();
        }
        double score = state.detector().score(reading.timeMicros, value, threshold);
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
