package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What a series usually shows at a time of day, in quarters of an hour, and at an hour of the week (UTC; a zone would only move
 * the slots). Single precision, so callers subtract what all values have in common.
 */
final class SeasonalProfile {
    static final int DAY_SLOTS = 24 * 4;
    static final int WEEK_SLOTS = 24 * 7;

    private static final long DAY_SLOT_MICROS = TimeUnit.MINUTES.toMicros(15);
    private static final long WEEK_SLOT_MICROS = TimeUnit.HOURS.toMicros(1);
    /** Share of the newest reading in what is usual. */
    private static final double DAY_RATE = 0.15;

    private static final double WEEK_RATE = 0.1;

    /** NaN where nothing was seen yet. */
    private final float[] day = unknown(DAY_SLOTS);

    private final float[] week = unknown(WEEK_SLOTS);

    /** How far the value is from what is usual; from the nearer of the two, and 0 while nothing is known. */
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
