package io.arrowgate.alert.rule;

import io.arrowgate.stream.condition.CounterFaultKind;
import io.arrowgate.stream.condition.CounterRule;

/** Detects resets, jumps and backward steps of a cumulative register. */
final class CounterCondition implements Condition<CounterState> {
    private final CounterRule rule;
    private final int field;

    CounterCondition(CounterRule rule, int field) {
        this.rule = rule;
        this.field = field;
    }

    @Override
    public CounterState newState() {
        return new CounterState();
    }

    @Override
    public Verdict evaluate(Reading reading, CounterState state, ConditionResult conditionResult) {
        double value = reading.values[field];
        // Of two readings with the same time the first counts, because no step is plausible in no time.
        if (Double.isNaN(value) || (!state.isEmpty() && reading.timeMicros <= state.timeMicros())) {
            return conditionResult.none();
        }
        if (state.isEmpty()) {
            state.set(reading.timeMicros, value, 0);
            return conditionResult.set(value, Double.NaN, Verdict.CLEAR);
        }
        double before = state.value();
        CounterStep step = CounterStep.of(
                value - before, reading.timeMicros - state.timeMicros(), rule.maxPerHour(), state.direction());
        state.set(reading.timeMicros, value, step.direction());
        return conditionResult.set(value, before, isFault(step) ? Verdict.BREACH : Verdict.CLEAR);
    }

    private boolean isFault(CounterStep step) {
        return switch (step.quality()) {
            case OK -> false;
            case BACKWARD -> rule.faults().contains(CounterFaultKind.BACKWARD);
            case JUMP -> rule.faults().contains(CounterFaultKind.JUMP);
            case RESET -> rule.faults().contains(CounterFaultKind.RESET);
        };
    }

    @Override
    public boolean replays() {
        return true;
    }
}
