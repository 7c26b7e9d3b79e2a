package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Scores how unusual each reading of one series is, in one pass and without looking ahead.
 *
 * <p>Four questions are asked of a reading: how far did it jump, how far is the level of the last readings from that of the last
 * hundreds, how far are the last readings from what this time of day or week usually shows, and is it outside the range of all
 * readings so far. The first three answers are magnitudes whose tails {@link TailProbabilityEstimator} learns, so that each becomes a
 * probability, whatever the unit and however heavy the tail. The score is the least of the probabilities, on a logarithmic
 * scale. After an anomaly the detector is quiet for a while, unless something clearly more unusual comes.
 *
 * <p>State: {@link #SIZE_BYTES} bytes written, about as many in memory. No allocation for a reading. Not thread-safe.
 */
public final class AnomalyDetector {
    /** The score from which a reading is an anomaly: it stands for a probability of one in two thousand. */
    public static final double DEFAULT_THRESHOLD = 0.55;

    private static final int FORMAT = 1;
    /** Bytes of the written form. */
    static final int SIZE_BYTES = 1
            + Long.BYTES
            + 8 * Double.BYTES
            + Integer.BYTES
            + 3 * TailProbabilityEstimator.SIZE_BYTES
            + (SeasonalProfile.DAY_SLOTS + SeasonalProfile.WEEK_SLOTS) * Float.BYTES;

    /** Before it has seen so many readings a detector has nothing to say. */
    private static final int WARM_UP = 150;
    /** A probability of 10 to the minus six, or less, scores 1. */
    private static final double FULL_SCORE_EXPONENT = 6;
    /** A reading this share of the range outside the range so far is new, and then as likely as one in ten thousand. */
    private static final double NEW_RANGE = 0.05;

    private static final double NEW_RANGE_PROBABILITY = 1e-4;
    /** Shares of the newest reading in the level of the last readings and in that of the last hundreds. */
    private static final double SHORT_RATE = 0.15;

    private static final double LONG_RATE = 0.005;
    /** Share of the newest distance in that from the season. */
    private static final double SEASON_RATE = 0.3;
    /** After an anomaly so many readings are let pass, unless one scores so much more. */
    private static final int QUIET_READINGS = 150;

    private static final double QUIET_MARGIN = 0.2;
    private static final double QUIET_FACTOR = 0.5;
    /** Values beyond are taken as this: their differences stay within single precision. */
    private static final double MAX_VALUE = 1e37;

    private final TailProbabilityEstimator jumps;
    private final TailProbabilityEstimator levels;
    private final TailProbabilityEstimator seasons;
    private final SeasonalProfile profile;

    private long seen;
    /** The first value: what follows is relative to it, so that single precision is enough for the profile. */
    private double origin;

    private double previous;
    private double shortLevel;
    private double longLevel;
    private double min;
    private double max;
    private double seasonDistance;
    private int quiet;
    private double quietScore;

    public AnomalyDetector() {
        this(
                new TailProbabilityEstimator(),
                new TailProbabilityEstimator(),
                new TailProbabilityEstimator(),
                new SeasonalProfile());
    }

    private AnomalyDetector(
            TailProbabilityEstimator jumps,
            TailProbabilityEstimator levels,
            TailProbabilityEstimator seasons,
            SeasonalProfile profile) {
        this.jumps = jumps;
        this.levels = levels;
        this.seasons = seasons;
        this.profile = profile;
    }

    /**
     * Scores a reading and learns from it.
     *
     * @param timeMicros event time, not before that of the reading before
     * @param value a number, not NaN
     * @return from 0 for what is usual to 1
     */
    public double score(long timeMicros, double value) {
        double bounded = Math.max(-MAX_VALUE, Math.min(MAX_VALUE, value));
        if (seen == 0) {
            origin = bounded;
        }
        double probability = probability(timeMicros, bounded - origin);
        if (++seen < WARM_UP) {
            return 0;
        }
        return afterQuiet(Math.min(1, Math.max(0, -Math.log10(probability) / FULL_SCORE_EXPONENT)));
    }

    private double probability(long timeMicros, double x) {
        shortLevel += (x - shortLevel) * SHORT_RATE;
        seasonDistance += (profile.distance(timeMicros, x) - seasonDistance) * SEASON_RATE;
        double probability = likelihood(jumps, Math.abs(x - previous));
        probability = Math.min(probability, likelihood(levels, Math.abs(shortLevel - longLevel)));
        probability = Math.min(probability, likelihood(seasons, seasonDistance));
        if (Math.max(x - max, min - x) > NEW_RANGE * (max - min)) {
            probability = Math.min(probability, NEW_RANGE_PROBABILITY);
        }
        previous = x;
        longLevel += (x - longLevel) * LONG_RATE;
        min = Math.min(min, x);
        max = Math.max(max, x);
        profile.learn(timeMicros, x);
        return probability;
    }

    private static double likelihood(TailProbabilityEstimator tail, double magnitude) {
        double probability = tail.probability(magnitude);
        tail.add(magnitude);
        return probability;
    }

    private double afterQuiet(double score) {
        boolean held = quiet > 0 && score < quietScore + QUIET_MARGIN;
        quiet = Math.max(0, quiet - 1);
        if (held) {
            return score * QUIET_FACTOR;
        }
        if (score >= DEFAULT_THRESHOLD) {
            quiet = QUIET_READINGS;
            quietScore = score;
        }
        return score;
    }

    /** Writes all that it has learned. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeLong(seen);
        out.writeDouble(origin);
        out.writeDouble(previous);
        out.writeDouble(shortLevel);
        out.writeDouble(longLevel);
        out.writeDouble(min);
        out.writeDouble(max);
        out.writeDouble(seasonDistance);
        out.writeInt(quiet);
        out.writeDouble(quietScore);
        jumps.write(out);
        levels.write(out);
        seasons.write(out);
        profile.write(out);
    }

    /** Reads what {@link #write} wrote; the detector goes on as the other would have. */
    public static AnomalyDetector read(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException("anomaly detector of format %d; this version reads %d".formatted(format, FORMAT));
        }
        long seen = in.readLong();
        double[] numbers = new double[7];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        int quiet = in.readInt();
        double quietScore = in.readDouble();
        AnomalyDetector detector = new AnomalyDetector(
                TailProbabilityEstimator.read(in),
                TailProbabilityEstimator.read(in),
                TailProbabilityEstimator.read(in),
                SeasonalProfile.read(in));
        detector.seen = seen;
        detector.origin = numbers[0];
        detector.previous = numbers[1];
        detector.shortLevel = numbers[2];
        detector.longLevel = numbers[3];
        detector.min = numbers[4];
        detector.max = numbers[5];
        detector.seasonDistance = numbers[6];
        detector.quiet = quiet;
        detector.quietScore = quietScore;
        return detector;
    }
}
