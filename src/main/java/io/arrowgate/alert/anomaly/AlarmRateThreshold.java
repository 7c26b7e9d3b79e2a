package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Adjusts the threshold of a detector's score so that it causes about a given number of alarms in a time.
 *
 * <p>Counts for each of {@value #LEVELS} levels how many alarms it would have caused as a threshold: how often the score rose to it
 * from below. The threshold is the level that would have caused the most, but not too many. At first, when there are few alarms to count, the
 * nominal probability of a score counts, too. Levels are scores at the usual count of readings: scores get lower as the count grows,
 * and the counts of alarms have to stay comparable.
 *
 * <p>No allocation per reading. Not thread-safe.
 */
public final class AlarmRateThreshold {
    private static final int LEVELS = 64;
    /** Greatest size of the serialized form in bytes. */
    static final int MAX_BYTES = 5 * Double.BYTES + Short.BYTES + 3 + SparseSlots.maxBytes(LEVELS);

    /** Estimate of the memory that an object takes, in bytes. */
    public static final int MEMORY_BYTES = MAX_BYTES + 50;

    /** The threshold is computed after each alarm, and after this many readings. */
    private static final int READINGS_PER_UPDATE = 64;
    /** Bounds of the acceptable number of alarms for each reading. */
    private static final double MAX_RATE = 0.1;

    private static final double MIN_RATE = 1e-12;
    /** The nominal probability counts as much as the time of this many alarms. */
    private static final double PRIOR_ALARMS = 1;
    /** Too many alarms so far reduce the acceptable number by this share at most: a time of real anomalies is not held against later ones. */
    private static final double MOST_REDUCTION = 0.5;
    /** Counts are halved after the time of this many alarms, and after this many readings. */
    private static final double REMEMBERED_ALARMS = 20;

    private static final double MIN_REMEMBERED = 5_000;
    /** The newest interval weighs at least the inverse of this number in the mean. */
    private static final int INTERVALS = 1_000;
    /** A score of 0, as in the warm-up, is never an alarm. */
    private static final double MIN_THRESHOLD = 1.0 / LEVELS;
    /** Ratio of the nominal probabilities of successive levels. */
    private static final double STEP = AnomalyDetector.probabilityOf(-1.0 / LEVELS);

    /** The sum from a level on is the number of rises to it. */
    private final float[] rises = new float[LEVELS];
    /** Number of readings, and of alarms, that count. */
    private double readings;

    private double alarms;
    private double threshold = 1;
    private boolean inAlarm;
    private int scoreLevel;
    private int untilUpdate;

    private long latestMicros;
    private double intervalMicros;
    private int intervals;

    /** Returns the score from which the next reading is an alarm. */
    public double threshold() {
        return threshold;
    }

    /**
     * Learns from the next reading.
     *
     * @param detector that scored it
     * @param alarmsPerMicro acceptable number of alarms in a microsecond of event time
     */
    public void learn(long timeMicros, double score, AnomalyDetector detector, double alarmsPerMicro) {
        learnInterval(timeMicros);
        if (detector.isWarmingUp()) {
            return;
        }
        boolean begins = score >= threshold && !inAlarm;
        inAlarm = score >= threshold;
        alarms += begins ? 1 : 0;
        readings++;
        int newLevel = score == 0 ? 0 : levelOf(score + detector.deduction());
        if (newLevel > scoreLevel) {
            rises[newLevel]++;
            rises[scoreLevel]--;
        }
        scoreLevel = newLevel;
        if (begins || --untilUpdate <= 0) {
            untilUpdate = READINGS_PER_UPDATE;
            double rate = Math.max(MIN_RATE, Math.min(MAX_RATE, alarmsPerMicro * intervalMicros));
            threshold = (double) bestLevel(rate) / LEVELS - detector.deduction();
            threshold = Math.max(MIN_THRESHOLD, Math.min(1, threshold));
            if (readings >= Math.max(MIN_REMEMBERED, REMEMBERED_ALARMS / rate)) {
                halve();
            }
        }
    }

    private static int levelOf(double usualScore) {
        return (int) Math.max(0, Math.min(LEVELS - 1, usualScore * LEVELS));
    }

    private void learnInterval(long timeMicros) {
        if (intervals > 0) {
            intervalMicros += (timeMicros - latestMicros - intervalMicros) / intervals;
        }
        intervals = Math.min(INTERVALS, intervals + 1);
        latestMicros = timeMicros;
    }

    /** @param rate acceptable number of alarms for each reading */
    private int bestLevel(double rate) {
        double due = rate * readings;
        double acceptable = PRIOR_ALARMS + due + Math.max(-MOST_REDUCTION * due, due - alarms);
        double nominal = PRIOR_ALARMS * AnomalyDetector.probabilityOf(1) / rate;
        double counted = 0;
        double most = 0;
        int best = LEVELS;
        for (int level = LEVELS - 1; level > 0; level--) {
            counted += rises[level];
            nominal *= STEP;
            if (counted + nominal > acceptable) {
                break;
            }
            // The score is above a very low level for most of the time, and rarely rises to it.
            if (counted >= most) {
                most = counted;
                best = level;
            }
        }
        return best;
    }

    private void halve() {
        readings /= 2;
        alarms /= 2;
        for (int i = 0; i < LEVELS; i++) {
            rises[i] /= 2;
        }
    }

    /** Copies the state of another object into this one. */
    public void set(AlarmRateThreshold other) {
        System.arraycopy(other.rises, 0, rises, 0, LEVELS);
        readings = other.readings;
        alarms = other.alarms;
        threshold = other.threshold;
        inAlarm = other.inAlarm;
        scoreLevel = other.scoreLevel;
        untilUpdate = other.untilUpdate;
        latestMicros = other.latestMicros;
        intervalMicros = other.intervalMicros;
        intervals = other.intervals;
    }

    public void write(DataOutput out) throws IOException {
        out.writeDouble(readings);
        out.writeDouble(alarms);
        out.writeDouble(threshold);
        out.writeBoolean(inAlarm);
        out.writeByte(scoreLevel);
        out.writeByte(untilUpdate);
        out.writeLong(latestMicros);
        out.writeDouble(intervalMicros);
        out.writeShort(intervals);
        SparseSlots known = new SparseSlots(LEVELS);
        for (int i = 0; i < LEVELS; i++) {
            if (rises[i] != 0) {
                known.set(i, rises[i]);
            }
        }
        known.write(out);
    }

    public static AlarmRateThreshold read(DataInput in) throws IOException {
        AlarmRateThreshold read = new AlarmRateThreshold();
        read.readings = in.readDouble();
        read.alarms = in.readDouble();
        read.threshold = in.readDouble();
        read.inAlarm = in.readBoolean();
        read.scoreLevel = in.readUnsignedByte();
        read.untilUpdate = in.readUnsignedByte();
        read.latestMicros = in.readLong();
        read.intervalMicros = in.readDouble();
        read.intervals = in.readUnsignedShort();
        SparseSlots known = new SparseSlots(LEVELS);
        known.read(in);
        for (int i = 0; i < LEVELS; i++) {
            read.rises[i] = Float.isNaN(known.get(i)) ? 0 : known.get(i);
        }
        return read;
    }
}
