package io.arrowgate.alert.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Stands for a state that was not written, because it follows from the state before the recent readings of the series and these.
 *
 * @param field of the readings that the rule evaluated, by the stream's definition at that time
 */
public record ReplayedConditionState(int field) implements ConditionState {
    @Override
    public Kind kind() {
        return Kind.REPLAYED;
    }

    @Override
    public int memoryBytes() {
        return Integer.BYTES;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeShort(field);
    }

    static ReplayedConditionState read(DataInput in) throws IOException {
        return new ReplayedConditionState(in.readUnsignedShort());
    }

    @Override
    public ReplayedConditionState copy() {
        return this;
    }
}
