package io.arrowgate.alert.rule;

import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.stream.condition.ThresholdRule;

/** Detects values beyond a bound, with hysteresis if the bound that clears is a different one. */
final class ThresholdCondition implements Condition<EmptyConditionState> {
    private final ThresholdRule thresholdRule;
    private final int field;

    ThresholdCondition(ThresholdRule thresholdRule, int field) {
        this.thresholdRule = thresholdRule;
        this.field = field;
    }

    @Override
    public EmptyConditionState newState() {
        return EmptyConditionState.INSTANCE;
    }

    @Override
    public Verdict evaluate(Reading reading, EmptyConditionState state, ConditionResult conditionResult) {
        double value = reading.values[field];
        if (Double.isNaN(value)) {
            return conditionResult.none();
        }
        return conditionResult.set(value, thresholdRule.value(), verdict(value));
    }

    @Override
    public int skipNonBreaching(SeriesSlices slices, int begin, int end, EmptyConditionState state) {
        double[] values = slices.values()[field];
        for (int row = begin; row < end; row++) {
            if (thresholdRule.comparison().isBreached(values[row], thresholdRule.value())
                    && !Double.isNaN(values[row])) {
                return row;
            }
        }
        return end;
    }

    private Verdict verdict(double value) {
        if (thresholdRule.comparison().isBreached(value, thresholdRule.value())) {
            return Verdict.BREACH;
        }
        boolean clear =
                thresholdRule.clear() == null || !thresholdRule.comparison().isBreached(value, thresholdRule.clear());
        return clear ? Verdict.CLEAR : Verdict.BETWEEN;
    }

    @Override
    public boolean replays() {
        return true;
    }
}
