package io.arrowgate.alert.rule;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

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
    public AnomalyDetectorState copy() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            detector.write(new DataOutputStream(bytes));
            return read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
