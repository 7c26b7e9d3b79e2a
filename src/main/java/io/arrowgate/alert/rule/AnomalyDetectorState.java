package io.arrowgate.alert.rule;

import io.arrowgate.alert.anomaly.AlarmRateThreshold;
import io.arrowgate.alert.anomaly.AnomalyDetector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Holds the anomaly detector of a series.
 *
 * @param rated its threshold, if the rule has a rate of alarms; otherwise null
 */
record AnomalyDetectorState(AnomalyDetector detector, AlarmRateThreshold rated) implements ConditionState {
    @Override
    public Kind kind() {
        return rated == null ? Kind.DETECTOR : Kind.RATED_DETECTOR;
    }

    @Override
    public int memoryBytes() {
        return AnomalyDetector.MEMORY_BYTES + (rated == null ? 0 : AlarmRateThreshold.MEMORY_BYTES);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        detector.write(out);
        if (rated != null) {
            rated.write(out);
        }
    }

    static AnomalyDetectorState read(DataInput in) throws IOException {
        return new AnomalyDetectorState(AnomalyDetector.read(in), null);
    }

    static AnomalyDetectorState readRated(DataInput in) throws IOException {
        return new AnomalyDetectorState(AnomalyDetector.read(in), AlarmRateThreshold.read(in));
    }

    @Override
    public void set(ConditionState other) {
        AnomalyDetectorState state = (AnomalyDetectorState) other;
        detector.set(state.detector);
        if (rated != null) {
            rated.set(state.rated);
        }
    }

    @Override
    public AnomalyDetectorState copy() {
        AnomalyDetectorState copy =
                new AnomalyDetectorState(new AnomalyDetector(), rated == null ? null : new AlarmRateThreshold());
        copy.set(this);
        return copy;
    }
}
