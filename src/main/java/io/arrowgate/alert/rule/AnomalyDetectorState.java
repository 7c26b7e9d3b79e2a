package io.arrowgate.alert.rule;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Holds the anomaly detector of a series. */
record AnomalyDetectorState(AnomalyDetector detector) implements ConditionState {
    @Override
    public Kind kind() {
        return Kind.DETECTOR;
    }

    @Override
    public int memoryBytes() {
        return AnomalyDetector.MEMORY_BYTES;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        detector.write(out);
    }

    static AnomalyDetectorState read(DataInput in) throws IOException {
        return new AnomalyDetectorState(AnomalyDetector.read(in));
    }

    @Override
    public void set(ConditionState other) {
        detector.set(((AnomalyDetectorState) other).detector);
    }

    @Override
    public AnomalyDetectorState copy() {
        AnomalyDetectorState copy = new AnomalyDetectorState(new AnomalyDetector());
        copy.set(this);
        return copy;
    }
}
