package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Learns the usual value of a series for each quarter of an hour of the day and each hour of the week, in UTC (a time
 * zone would only shift the slots). Single precision: callers subtract a common origin.
 */
final class SeasonalProfile {
    private static final int DAY_SLOTS = 24 * 4;
    private static final int WEEK_SLOTS = 24 * 7;
    /** Greatest size of the serialized form in bytes. */
    static final int MAX_BYTES = SparseSlots.maxBytes(DAY_SLOTS) + SparseSlots.maxBytes(WEEK_SLOTS);

    private static final long DAY_SLOT_MICROS = TimeUnit.MINUTES.toMicros(15);
    private static final long WEEK_SLOT_MICROS = TimeUnit.HOURS.toMicros(1);
    /** Weight of the newest reading in the usual value. */
    private static final double DAY_RATE = 0.15;

    private static final double WEEK_RATE = 0.1;

    private final SparseSlots day = new SparseSlots(DAY_SLOTS);
    private final SparseSlots week = new SparseSlots(WEEK_SLOTS);

    /**
     * Returns the distance of the value from the nearest usual value: of this hour of the week, and of this quarter of an hour and
     * its neighbours, because what is usual may be early or late. Returns 0 while none is known.
     */
    double distance(long timeMicros, double value) {
        int slot = daySlot(timeMicros);
        double distance = Math.abs(value - day.get(slot));
        if (Double.isNaN(distance)) {
            return 0;
        }
        distance = nearer(distance, value - day.get((slot + 1) % DAY_SLOTS));
        distance = nearer(distance, value - day.get((slot + DAY_SLOTS - 1) % DAY_SLOTS));
        return nearer(distance, value - week.get(weekSlot(timeMicros)));
    }

    /**
     * Limits a range to the values near a usual one of this time. Each usual value covers {@code distance} on both sides, and only those
     * that overlap with that of this quarter of an hour count. Returns the whole range while none is known.
     */
    ExpectedRange expected(long timeMicros, double distance, ExpectedRange range) {
        int slot = daySlot(timeMicros);
        double low = day.get(slot);
        if (Double.isNaN(low)) {
            return range;
        }
        double high = low;
        double[] others = {
            day.get((slot + 1) % DAY_SLOTS), day.get((slot + DAY_SLOTS - 1) % DAY_SLOTS), week.get(weekSlot(timeMicros))
        };
        for (int pass = 0; pass < others.length; pass++) {
            for (double other : others) {
                if (other >= low - 2 * distance && other <= high + 2 * distance) {
                    low = Math.min(low, other);
                    high = Math.max(high, other);
                }
            }
        }
        return range.within(low - distance, high + distance);
    }

    private static double nearer(double distance, double difference) {
        double other = Math.abs(difference);
        return other < distance ? other : distance;
    }

    void learn(long timeMicros, double value) {
        learn(day, daySlot(timeMicros), value, DAY_RATE);
        learn(week, weekSlot(timeMicros), value, WEEK_RATE);
    }

    private static void learn(SparseSlots slots, int slot, double value, double rate) {
        float known = slots.get(slot);
        slots.set(slot, (float) (Float.isNaN(known) ? value : known + (value - known) * rate));
    }

    private static int daySlot(long timeMicros) {
        return (int) Math.floorMod(Math.floorDiv(timeMicros, DAY_SLOT_MICROS), (long) DAY_SLOTS);
    }

    private static int weekSlot(long timeMicros) {
        return (int) Math.floorMod(Math.floorDiv(timeMicros, WEEK_SLOT_MICROS), (long) WEEK_SLOTS);
    }

    void set(SeasonalProfile other) {
        day.set(other.day);
        week.set(other.week);
    }

    void write(DataOutput out) throws IOException {
        day.write(out);
        week.write(out);
    }

    void read(DataInput in) throws IOException {
        day.read(in);
        week.read(in);
    }
}
