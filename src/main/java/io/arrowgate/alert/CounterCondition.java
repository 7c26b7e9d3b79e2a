package io.arrowgate.alert;

import io.arrowgate.stream.CounterFault;
import io.arrowgate.stream.Fault;

/** A cumulative register that resets, counts backwards or jumps. */
final class CounterCondition implements Condition<RegisterState> {
    private final CounterFault rule;
    private final int field;

    CounterCondition(CounterFault rule, int field) {
        this.rule = rule;
        this.field = field;
    }

    @Override
    public RegisterState newState() {
        return new RegisterState();
    }

    @Override
    public Verdict judge(Reading reading, RegisterState state, Measured measured) {
        double value = reading.values[field];
        // Of two readings of one time the first counts: no step is plausible in no time.
        if (Double.isNaN(value) || (!state.isEmpty() && reading.timeMicros <= state.timeMicros())) {
            return measured.none();
        }
        if (state.isEmpty()) {
            state.set(reading.timeMicros, value, 0);
            return measured.set(value, Double.NaN, Verdict.CLEAR);
        }
        double before = state.value();
        RegisterStep step = RegisterStep.of(
                value - before, reading.timeMicros - state.timeMicros(), rule.maxPerHour(), state.direction());
        state.set(reading.timeMicros, value, step.direction());
        return measured.set(value, before, isFault(step) ? Verdict.BREACH : Verdict.CLEAR);
    }

    private boolean isFault(RegisterStep step) {
        return switch (step.quality()) {
            case OK -> false;
            case BACKWARD -> rule.faults().contains(Fault.BACKWARD);
            case JUMP -> rule.faults().contains(Fault.JUMP);
            case RESET -> rule.faults().contains(Fault.RESET);
        };
    }

    @Override
    public boolean replays() {
        return true;
    }
}
