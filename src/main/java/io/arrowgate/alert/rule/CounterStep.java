package io.arrowgate.alert.rule;

import java.util.concurrent.TimeUnit;

/**
 * What the difference of two readings of a cumulative register means. Registers reset, jump, and some count backwards for good:
 * the direction is the register's own, that of its latest plausible step.
 *
 * @param quality what it is
 * @param increment what was counted; 0 unless the step is plausible
 * @param direction of the register from here on: 1, -1, or 0 while unknown
 */
record CounterStep(Quality quality, double increment, int direction) {
    private static final double HOUR_MICROS = TimeUnit.HOURS.toMicros(1);
    /** A gap of more hours lets the register go no further than these. */
    private static final double MAX_HOURS = 12;

    /** What a step can be. */
    enum Quality {
        OK,
        BACKWARD,
        JUMP,
        RESET
    }

    /**
     * @param step value less the value before
     * @param elapsedMicros between the two, above 0
     * @param maxPerHour what a register counts in an hour at most
     * @param direction of the register before this step
     */
    static CounterStep of(double step, long elapsedMicros, double maxPerHour, int direction) {
        double cap = maxPerHour * Math.min(elapsedMicros / HOUR_MICROS, MAX_HOURS);
        if (Math.abs(step) > cap) {
            return new CounterStep(step < 0 ? Quality.RESET : Quality.JUMP, 0, direction);
        }
        if (step == 0) {
            return new CounterStep(Quality.OK, 0, direction);
        }
        int sign = step > 0 ? 1 : -1;
        if (direction != 0 && sign != direction) {
            return new CounterStep(Quality.RESET, 0, sign);
        }
        return new CounterStep(sign > 0 ? Quality.OK : Quality.BACKWARD, Math.abs(step), sign);
    }
}
