package io.arrowgate.alert.rule;

import io.arrowgate.stream.column.CounterKind;
import io.arrowgate.stream.condition.CrowdingRule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Detects a window in which a series counts far more than usual at this hour of the week. */
final class CrowdingCondition implements Condition<SeasonalBaseline> {
    /** Most people that a turnstile, gate or door lets through in an hour; a larger step is a jump of the register. */
    private static final double MAX_PER_HOUR = 3_600;

    private final CrowdingRule crowdingRule;
    private final int field;
    private final boolean cumulative;
    private final ZoneId zone;
    private final long windowMicros;

    CrowdingCondition(CrowdingRule crowdingRule, int field, CounterKind counterKind, ZoneId zone) {
        this.crowdingRule = crowdingRule;
        this.field = field;
        this.zone = zone;
        cumulative = counterKind == CounterKind.CUMULATIVE;
        windowMicros = TimeUnit.MILLISECONDS.toMicros(crowdingRule.window().toMillis());
    }

    @Override
    public SeasonalBaseline newState() {
        return new SeasonalBaseline();
    }

    @Override
    public Verdict evaluate(Reading reading, SeasonalBaseline state, ConditionResult conditionResult) {
        double value = reading.values[field];
        long window = Math.floorDiv(reading.timeMicros, windowMicros);
        if (Double.isNaN(value) || state.isPast(window)) {
            return conditionResult.none();
        }
        if (!state.contains(window)) {
            state.open(window, hourOfWeek(window * windowMicros));
        }
        double sum = state.add(cumulative ? increment(reading.timeMicros, value, state.register) : value);
        double bound = Math.max(crowdingRule.factor() * state.expected(), crowdingRule.atLeast());
        if (Double.isNaN(bound)) {
            return conditionResult.none();
        }
        return conditionResult.set(sum, bound, sum > bound ? Verdict.BREACH : Verdict.CLEAR);
    }

    /**
     * Returns the increment since the last reading. If the time between is longer than the window, returns one window's
     * share.
     */
    private double increment(long timeMicros, double value, CounterState register) {
        if (register.isEmpty()) {
            register.set(timeMicros, value, 0);
            return 0;
        }
        long elapsedMicros = timeMicros - register.timeMicros();
        if (elapsedMicros <= 0) {
            return 0;
        }
        CounterStep step = CounterStep.of(value - register.value(), elapsedMicros, MAX_PER_HOUR, register.direction());
        register.set(timeMicros, value, step.direction());
        return step.increment() * Math.min(1, (double) windowMicros / elapsedMicros);
    }

    private int hourOfWeek(long timeMicros) {
        ZonedDateTime local = Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS).atZone(zone);
        return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
    }

    @Override
    public boolean replays() {
        return false;
    }
}
