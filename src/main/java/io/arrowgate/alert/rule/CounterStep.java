package io.arrowgate.alert.rule;

import java.util.concurrent.TimeUnit;

/**
 * Classifies the difference of two readings of a cumulative register. Registers reset and jump, and some permanently
 * count backwards. So each register has its own direction: that of its latest plausible step.
 *
 * @param quality class of the step
 * @param increment the counted amount; 0 unless the step is plausible
 * @param direction of the register after this step: 1, -1, or 0 while unknown
 */
record CounterStep(Quality quality, double increment, int direction) {
    private static final double HOUR_MICROS = TimeUnit.HOURS.toMicros(1);
    /** Caps the plausible step after a long gap: more hours do not allow a larger one. */
    private static final double MAX_HOURS = 12;

    /** Lists the classes of a step. */
    enum Quality {
        OK,
        BACKWARD,
        JUMP,
        RESET
    }

    /**
     * Classifies a step.
     *
     * @param step difference from the previous value
     * @param elapsedMicros between the two, above 0
     * @param maxPerHour most that a register counts in an hour
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
