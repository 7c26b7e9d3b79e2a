package io.arrowgate.alert.rule;

import java.io.DataOutput;

/** Serves as the state of conditions that look at a single reading. */
public final class EmptyConditionState implements ConditionState {
    public static final EmptyConditionState INSTANCE = new EmptyConditionState();

    private EmptyConditionState() {}

    @Override
    public Kind kind() {
        return Kind.NONE;
    }

    @Override
    public int memoryBytes() {
        return 0;
    }

    @Override
    public void write(DataOutput out) {}

    @Override
    public void set(ConditionState other) {}

    @Override
    public EmptyConditionState copy() {
        return this;
    }
}
