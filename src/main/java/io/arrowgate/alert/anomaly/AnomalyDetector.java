package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Scores how unusual each reading of one series is, in one pass and without looking ahead.
 *
 * <p>Each reading is tested in four ways:
 *
 * <ul>
 *   <li>the size of its jump from the previous reading;
 *   <li>the distance of the short-term level from the long-term level;
 *   <li>the distance of the latest readings from the usual value at this time of day or week;
 *   <li>whether it is outside the range of all readings so far.
 * </ul>
 *
 * <p>The first three are magnitudes whose tails {@link TailProbabilityEstimator} learns, so that each becomes a
 * probability, for any unit and any tail. The score is the lowest of the probabilities, on a logarithmic scale. After an
 * anomaly, scores are damped for a while, unless a reading is clearly more unusual.
 *
 * <p>State: {@link #SIZE_BYTES} bytes written, about as many in memory. No allocation per reading. Not thread-safe.
 */
public final class AnomalyDetector {
    /** Scores from this value on are anomalies; it corresponds to a probability of one in two thousand. */
    public static final double DEFAULT_THRESHOLD = 0.55;

    private static final int FORMAT = 1;
    /** Size of the serialized form in bytes. */
    static final int SIZE_BYTES = 1
            + Long.BYTES
            + 8 * Double.BYTES
            + Integer.BYTES
            + 3 * TailProbabilityEstimator.SIZE_BYTES
            + (SeasonalProfile.DAY_SLOTS + SeasonalProfile.WEEK_SLOTS) * Float.BYTES;

    /** Number of readings before the first score. */
    private static final int WARM_UP = 150;
    /** A probability of 10 to the minus six or less scores 1. */
    private static final double FULL_SCORE_EXPONENT = 6;
    /**
     * A reading outside the range so far by this share of the range counts as new, with a probability of one in ten
     * thousand.
     */
    private static final double NEW_RANGE = 0.05;

    private static final double NEW_RANGE_PROBABILITY = 1e-4;
    /** Weights of the newest reading in the short-term and the long-term level. */
    private static final double SHORT_RATE = 0.15;

    private static final double LONG_RATE = 0.005;
    /** Weight of the newest distance in the distance from the season. */
    private static final double SEASON_RATE = 0.3;
    /** After an anomaly, this many readings are damped, unless one scores higher by the margin. */
    private static final int DAMPED_READINGS = 150;

    private static final double DAMPING_MARGIN = 0.2;
    private static final double DAMPING_FACTOR = 0.5;
    /** Larger values are clamped to this one: their differences then fit single precision. */
    private static final double MAX_VALUE = 1e37;

    private final TailProbabilityEstimator jumps;
    private final TailProbabilityEstimator levels;
    private final TailProbabilityEstimator seasons;
    private final SeasonalProfile profile;

    private long seen;
    /** First value; later values are stored relative to it, so that single precision is enough for the profile. */
    private double origin;

    private double previous;
    private double shortLevel;
    private double longLevel;
    private double min;
    private double max;
    private double seasonDistance;
    private int dampedReadings;
    private double dampingScore;

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
     * @return from 0 for usual to 1
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
        return dampAfterAnomaly(Math.min(1, Math.max(0, -Math.log10(probability) / FULL_SCORE_EXPONENT)));
    }

    private double probability(long timeMicros, double x) {
        shortLevel += (x - shortLevel) * SHORT_RATE;
        seasonDistance += (profile.distance(timeMicros, x) - seasonDistance) * SEASON_RATE;
        double probability = tailProbability(jumps, Math.abs(x - previous));
        probability = Math.min(probability, tailProbability(levels, Math.abs(shortLevel - longLevel)));
        probability = Math.min(probability, tailProbability(seasons, seasonDistance));
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

    private static double tailProbability(TailProbabilityEstimator tail, double magnitude) {
        double probability = tail.probability(magnitude);
        tail.add(magnitude);
        return probability;
    }

    private double dampAfterAnomaly(double score) {
        boolean damped = dampedReadings > 0 && score < dampingScore + DAMPING_MARGIN;
        dampedReadings = Math.max(0, dampedReadings - 1);
        if (damped) {
            return score * DAMPING_FACTOR;
        }
        if (score >= DEFAULT_THRESHOLD) {
            dampedReadings = DAMPED_READINGS;
            dampingScore = score;
        }
        return score;
    }

    /** Writes the state of the detector. */
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
        out.writeInt(dampedReadings);
        out.writeDouble(dampingScore);
        jumps.write(out);
        levels.write(out);
        seasons.write(out);
        profile.write(out);
    }

    /** Reads a state written by {@link #write}. */
    public static AnomalyDetector read(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException(
                    "anomaly detector state has format %d, this version reads %d; restore the savepoint with a newer version"
                            .formatted(format, FORMAT));
        }
        long seen = in.readLong();
        double[] numbers = new double[7];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        int dampedReadings = in.readInt();
        double dampingScore = in.readDouble();
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
        detector.dampedReadings = dampedReadings;
        detector.dampingScore = dampingScore;
        return detector;
    }
}
