package io.arrowgate.alert;

import java.io.DataOutput;

/** Of conditions that look at one reading alone. */
final class NoState implements ConditionState {
    static final NoState INSTANCE = new NoState();

    private NoState() {}

    @Override
    public Kind kind() {
        return Kind.NONE;
    }

    @Override
    public void write(DataOutput out) {}

    @Override
    public void set(ConditionState other) {}

    @Override
    public NoState copy() {
        return this;
    }
}
