package io.arrowgate.alert;

import io.arrowgate.stream.Counters;
import io.arrowgate.stream.Crowding;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** More counted within a window of time than this series usually counts at this hour of this weekday. */
final class CrowdingCondition implements Condition<UsualTraffic> {
    /** No turnstile, gate or door lets more people through: beyond it a register jumped. */
    private static final double MAX_PER_HOUR = 3_600;

    private final Crowding crowding;
    private final int field;
    private final boolean cumulative;
    private final ZoneId zone;
    private final long windowMicros;

    CrowdingCondition(Crowding crowding, int field, Counters counters, ZoneId zone) {
        this.crowding = crowding;
        this.field = field;
        this.zone = zone;
        cumulative = counters == Counters.CUMULATIVE;
        windowMicros = TimeUnit.MILLISECONDS.toMicros(crowding.window().toMillis());
    }

    @Override
    public UsualTraffic newState() {
        return new UsualTraffic();
    }

    @Override
    public Verdict judge(Reading reading, UsualTraffic state, Measured measured) {
        double value = reading.values[field];
        long window = Math.floorDiv(reading.timeMicros, windowMicros);
        if (Double.isNaN(value) || state.isPast(window)) {
            return measured.none();
        }
        if (!state.isIn(window)) {
            state.open(window, hourOfWeek(window * windowMicros));
        }
        double sum = state.add(cumulative ? increment(reading.timeMicros, value, state.register) : value);
        double bound = Math.max(crowding.factor() * state.usual(), crowding.atLeast());
        if (Double.isNaN(bound)) {
            return measured.none();
        }
        return measured.set(sum, bound, sum > bound ? Verdict.BREACH : Verdict.CLEAR);
    }

    /** What was counted since the last reading; of a time longer than the window no more than one window's share. */
    private double increment(long timeMicros, double value, RegisterState register) {
        if (register.isEmpty()) {
            register.set(timeMicros, value, 0);
            return 0;
        }
        long elapsedMicros = timeMicros - register.timeMicros();
        if (elapsedMicros <= 0) {
            return 0;
        }
        RegisterStep step =
                RegisterStep.of(value - register.value(), elapsedMicros, MAX_PER_HOUR, register.direction());
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
