package io.arrowgate.alert;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import io.arrowgate.stream.Anomaly;

/** A value that the series' detector finds unlike what it has seen. */
final class AnomalyCondition implements Condition<DetectorState> {
    private final int field;
    private final double threshold;

    AnomalyCondition(Anomaly anomaly, int field) {
        this.field = field;
        threshold = anomaly.threshold() == null ? AnomalyDetector.DEFAULT_THRESHOLD : anomaly.threshold();
    }

    @Override
    public DetectorState newState() {
        return new DetectorState(new AnomalyDetector());
    }

    @Override
    public Verdict judge(Reading reading, DetectorState state, Measured measured) {
        double value = reading.values[field];
        if (Double.isNaN(value)) {
            return measured.none();
        }
        double score = state.detector().score(reading.timeMicros, value);
        Verdict verdict = measured.set(value, threshold, score >= threshold ? Verdict.BREACH : Verdict.CLEAR);
        measured.score = score;
        return verdict;
    }

    @Override
    public boolean replays() {
        return false;
    }
}
