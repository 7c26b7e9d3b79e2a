package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Learns the usual value of a series for each quarter of an hour of the day and each hour of the week, in UTC (a time
 * zone would only shift the slots). Single precision: callers subtract a common origin.
 */
final class SeasonalProfile {
    static final int DAY_SLOTS = 24 * 4;
    static final int WEEK_SLOTS = 24 * 7;

    private static final long DAY_SLOT_MICROS = TimeUnit.MINUTES.toMicros(15);
    private static final long WEEK_SLOT_MICROS = TimeUnit.HOURS.toMicros(1);
    /** Weight of the newest reading in the usual value. */
    private static final double DAY_RATE = 0.15;

    private static final double WEEK_RATE = 0.1;

    /** NaN for slots without a reading. */
    private final float[] day = unknown(DAY_SLOTS);

    private final float[] week = unknown(WEEK_SLOTS);

    /** Returns the distance of the value from the nearer of the two usual values; 0 while none is known. */
    double distance(long timeMicros, double value) {
        double fromDay = Math.abs(value - day[daySlot(timeMicros)]);
        double fromWeek = Math.abs(value - week[weekSlot(timeMicros)]);
        if (Double.isNaN(fromDay)) {
            return 0;
        }
        return Double.isNaN(fromWeek) ? fromDay : Math.min(fromDay, fromWeek);
    }

    void learn(long timeMicros, double value) {
        learn(day, daySlot(timeMicros), value, DAY_RATE);
        learn(week, weekSlot(timeMicros), value, WEEK_RATE);
    }

    private static void learn(float[] slots, int slot, double value, double rate) {
        float known = slots[slot];
        slots[slot] = (float) (Float.isNaN(known) ? value : known + (value - known) * rate);
    }

    private static int daySlot(long timeMicros) {
        return (int) Math.floorMod(Math.floorDiv(timeMicros, DAY_SLOT_MICROS), (long) DAY_SLOTS);
    }

    private static int weekSlot(long timeMicros) {
        return (int) Math.floorMod(Math.floorDiv(timeMicros, WEEK_SLOT_MICROS), (long) WEEK_SLOTS);
    }

    private static float[] unknown(int slots) {
        float[] values = new float[slots];
        Arrays.fill(values, Float.NaN);
        return values;
    }

    void write(DataOutput out) throws IOException {
        for (float value : day) {
            out.writeFloat(value);
        }
        for (float value : week) {
            out.writeFloat(value);
        }
    }

    static SeasonalProfile read(DataInput in) throws IOException {
        SeasonalProfile profile = new SeasonalProfile();
        for (int i = 0; i < DAY_SLOTS; i++) {
            profile.day[i] = in.readFloat();
        }
        for (int i = 0; i < WEEK_SLOTS; i++) {
            profile.week[i] = in.readFloat();
        }
        return profile;
    }
}
