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
    private static final int DAY_SLOTS = 24 * 4;
    private static final int WEEK_SLOTS = 24 * 7;
    /** Greatest size of the serialized form in bytes. */
    static final int MAX_BYTES = (DAY_SLOTS + WEEK_SLOTS) / Byte.SIZE + (DAY_SLOTS + WEEK_SLOTS) * Float.BYTES;

    private static final long DAY_SLOT_MICROS = TimeUnit.MINUTES.toMicros(15);
    private static final long WEEK_SLOT_MICROS = TimeUnit.HOURS.toMicros(1);
    /** Weight of the newest reading in the usual value. */
    private static final double DAY_RATE = 0.15;

    private static final double WEEK_RATE = 0.1;

    /** NaN for slots without a reading. */
    private final float[] day = unknown(DAY_SLOTS);

    private final float[] week = unknown(WEEK_SLOTS);

    /**
     * Returns the distance of the value from the nearest usual value: of this hour of the week, and of this quarter of an hour and
     * its neighbours, because what is usual may be early or late. Returns 0 while none is known.
     */
    double distance(long timeMicros, double value) {
        int slot = daySlot(timeMicros);
        double distance = Math.abs(value - day[slot]);
        if (Double.isNaN(distance)) {
            return 0;
        }
        distance = nearer(distance, value - day[(slot + 1) % DAY_SLOTS]);
        distance = nearer(distance, value - day[(slot + DAY_SLOTS - 1) % DAY_SLOTS]);
        return nearer(distance, value - week[weekSlot(timeMicros)]);
    }

    private static double nearer(double distance, double difference) {
        double other = Math.abs(difference);
        return other < distance ? other : distance;
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
        write(day, out);
        write(week, out);
    }

    void read(DataInput in) throws IOException {
        read(day, in);
        read(week, in);
    }

    /** Writes for each eight slots a byte with a bit for each known one, and then the known values. */
    private static void write(float[] slots, DataOutput out) throws IOException {
        for (int begin = 0; begin < slots.length; begin += Byte.SIZE) {
            int known = 0;
            for (int i = 0; i < Byte.SIZE; i++) {
                known |= Float.isNaN(slots[begin + i]) ? 0 : 1 << i;
            }
            out.writeByte(known);
            for (int i = 0; i < Byte.SIZE; i++) {
                if ((known >> i & 1) != 0) {
                    out.writeFloat(slots[begin + i]);
                }
            }
        }
    }

    private static void read(float[] slots, DataInput in) throws IOException {
        for (int begin = 0; begin < slots.length; begin += Byte.SIZE) {
            int known = in.readUnsignedByte();
            for (int i = 0; i < Byte.SIZE; i++) {
                if ((known >> i & 1) != 0) {
                    slots[begin + i] = in.readFloat();
                }
            }
        }
    }
}
