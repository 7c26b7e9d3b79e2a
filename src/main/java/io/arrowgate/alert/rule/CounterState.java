package io.arrowgate.alert.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Holds the latest reading of a register and its counting direction. */
final class CounterState implements ConditionState {
    /** Estimate for this object. */
    static final int MEMORY_BYTES = 40;

    private static final long NONE = Long.MIN_VALUE;

    private long timeMicros = NONE;
    private double value;
    /** Sign of the latest plausible step that was not zero; 0 before the first one. */
    private int direction;

    boolean isEmpty() {
        return timeMicros == NONE;
    }

    long timeMicros() {
        return timeMicros;
    }

    double value() {
        return value;
    }

    int direction() {
        return direction;
    }

    void set(long timeMicros, double value, int direction) {
        this.timeMicros = timeMicros;
        this.value = value;
        this.direction = direction;
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }

    @Override
    public int memoryBytes() {
        return MEMORY_BYTES;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(timeMicros);
        out.writeDouble(value);
        out.writeByte(direction);
    }

    static CounterState read(DataInput in) throws IOException {
        CounterState state = new CounterState();
        state.set(in.readLong(), in.readDouble(), in.readByte());
        return state;
    }

    @Override
    public void set(ConditionState other) {
        CounterState register = (CounterState) other;
        set(register.timeMicros, register.value, register.direction);
    }

    @Override
    public CounterState copy() {
        CounterState copy = new CounterState();
        copy.set(this);
        return copy;
    }
}
