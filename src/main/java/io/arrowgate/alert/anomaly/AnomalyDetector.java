package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores how unusual each reading of one series is, in one pass and without looking ahead.
 *
 * <p>Each reading is tested in seven ways:
 *
 * <ul>
 *   <li>the size of its jump from the previous reading;
 *   <li>the distance of the short-term level from the long-term level, on two time scales;
 *   <li>the distance of the latest readings from the usual value at this time of day or week;
 *   <li>the ratio of the latest jumps to earlier ones;
 *   <li>the time since the series last crossed its long-term level;
 *   <li>whether it is outside the range of all readings so far.
 * </ul>
 *
 * <p>The first six are magnitudes whose tails {@link TailProbabilityEstimator} learns, so that each becomes a probability,
 * for any unit and any tail. The score is the lowest of the probabilities, on a logarithmic scale. After an anomaly, scores
 * are damped for a while ({@link QuietPeriod}).
 *
 * <p>State: at most {@link #MAX_BYTES} bytes written, less while little is known, and about as many in memory. No allocation
 * per reading. Not thread-safe.
 */
public final class AnomalyDetector {
    /** Scores from this value on are anomalies; at {@link #USUAL_COUNT} readings it is a probability of one in two thousand. */
    public static final double DEFAULT_THRESHOLD = 0.55;

    private static final Logger LOG = LoggerFactory.getLogger(AnomalyDetector.class);
    private static final AtomicBoolean RESTART_LOGGED = new AtomicBoolean();

    private static final int FORMAT = 2;
    /** A detector without a reading; nothing follows. */
    private static final int FORMAT_EMPTY = 3;
    /** State of a different method, which cannot be converted. */
    private static final int FORMAT_1 = 1;

    private static final int FORMAT_1_BYTES = 1_300;
    /** Greatest size of the serialized form in bytes. */
    static final int MAX_BYTES = 1
            + Long.BYTES
            + 6 * Double.BYTES
            + 2 * TailProbabilityEstimator.MAX_BYTES
            + 2 * LevelDistance.MAX_BYTES
            + JumpVariability.MAX_BYTES
            + LevelCrossings.MAX_BYTES
            + SeasonalProfile.MAX_BYTES
            + QuietPeriod.BYTES;

    /** Estimate of the memory that a detector takes, in bytes. */
    public static final int MEMORY_BYTES = MAX_BYTES + 400;

    /** Number of readings before the first score. */
    private static final int WARM_UP = 100;
    /** A probability of 10 to the minus six or less scores 1. */
    private static final double FULL_SCORE_EXPONENT = 6;
    /** The weight of a reading in the count falls to 1/e within 20,000 readings. */
    private static final double COUNT_AGING = 1 - 1.0 / 20_000;
    /**
     * Probabilities are multiplied by the square root of the count over this number: a short history has few extremes to compare
     * with, and a long one many readings that are extreme by chance.
     */
    private static final double USUAL_COUNT = 4_500;
    /** A reading outside the range so far by this share of the range counts as new, with this probability. */
    private static final double NEW_RANGE = 0.12;

    private static final double NEW_RANGE_PROBABILITY = 1e-4;
    /** Weights of the newest reading in the short-term and the long-term level, on the fast and the slow time scale. */
    private static final double FAST_SHORT_RATE = 0.1;

    private static final double FAST_LONG_RATE = 0.005;
    private static final double SLOW_SHORT_RATE = 0.015;
    private static final double SLOW_LONG_RATE = 0.001;
    /** Weight of the newest distance in the distance from the season. */
    private static final double SEASON_RATE = 0.3;
    /** A crossing of the long-term level has to pass it by this share of the mean jump. */
    private static final double CROSSING_MARGIN = 0.25;
    /** Multiplies the probabilities of the ratio of jumps and of the time since a crossing: they find rarer kinds of anomalies. */
    private static final double RARE_KIND = 10;
    /** Larger values are clamped to this one: their differences then fit single precision. */
    private static final double MAX_VALUE = 1e37;

    private final TailProbabilityEstimator jumps = TailProbabilityEstimator.ofMagnitudes();
    private final LevelDistance fastLevel = new LevelDistance(FAST_SHORT_RATE, FAST_LONG_RATE);
    private final LevelDistance slowLevel = new LevelDistance(SLOW_SHORT_RATE, SLOW_LONG_RATE);
    private final TailProbabilityEstimator seasons = TailProbabilityEstimator.ofMagnitudes();
    private final JumpVariability variability = new JumpVariability();
    private final LevelCrossings crossings = new LevelCrossings();
    private final SeasonalProfile profile = new SeasonalProfile();
    private final QuietPeriod quietPeriod = new QuietPeriod();

    private long seen;
    /** Number of readings, with decay. */
    private double count;
    /** First value; later values are stored relative to it, so that single precision is enough for the profile. */
    private double origin;

    private double previous;
    private double min;
    private double max;
    private double seasonDistance;

    /** Least probability of the latest reading, its question, and what was expected; not part of the state. */
    private double least;

    private AnomalyReason reason = AnomalyReason.JUMP;
    private ExpectedRange expected;

    /**
     * Scores a reading and learns from it.
     *
     * @param timeMicros event time, not before that of the reading before
     * @param value a number, not NaN
     * @return from 0 for usual to 1
     */
    public double score(long timeMicros, double value) {
        return score(timeMicros, value, Double.POSITIVE_INFINITY);
    }

    /**
     * Scores a reading and learns from it.
     *
     * @param rangeScore score from which {@link #expected()} is available
     */
    public double score(long timeMicros, double value, double rangeScore) {
        double bounded = bounded(value);
        if (seen == 0) {
            origin = bounded;
        }
        double score = scoreAndLearn(timeMicros, bounded - origin, rangeScore);
        count = count * COUNT_AGING + 1;
        return ++seen < WARM_UP ? 0 : quietPeriod.apply(score, seen);
    }

    /** Returns whether the detector has seen too few readings to score the next one. */
    public boolean isWarmingUp() {
        return seen + 1 < WARM_UP;
    }

    /** Returns the values that were expected at the latest reading, before it; null if its score was too low. */
    public ExpectedRange expected() {
        return expected;
    }

    /**
     * Returns the values that would score below {@link #DEFAULT_THRESHOLD} by the questions about level, season, range and jump. A
     * question is left out if it contradicts those before it, as after an anomaly.
     *
     * @param timeMicros event time of the next reading
     */
    public ExpectedRange expected(long timeMicros) {
        double probability = probabilityOf(DEFAULT_THRESHOLD) / Math.sqrt(count / USUAL_COUNT);
        ExpectedRange range = ExpectedRange.ANY;
        if (NEW_RANGE_PROBABILITY < probability) {
            double margin = NEW_RANGE * (max - min);
            range = range.within(min - margin, max + margin);
        }
        range = fastLevel.expected(probability, count, range);
        range = slowLevel.expected(probability, count, range);
        double season = seasons.magnitude(probability, count);
        double distance = Math.max(season, seasonDistance + (season - seasonDistance) / SEASON_RATE);
        range = profile.expected(timeMicros, distance, range);
        double jump = jumps.magnitude(probability, count);
        return range.within(previous - jump, previous + jump).plus(origin);
    }

    /** Returns the question that decided the score of the latest reading; meaningful for a score above 0. */
    public AnomalyReason reason() {
        return reason;
    }

    private static double bounded(double value) {
        return Math.max(-MAX_VALUE, Math.min(MAX_VALUE, value));
    }

    /** Returns the probability that has this score at the usual count; above 1 for a negative score. */
    static double probabilityOf(double score) {
        return Math.pow(10, -FULL_SCORE_EXPONENT * score);
    }

    private double scoreOf(double probability) {
        double corrected = probability * Math.sqrt(count / USUAL_COUNT);
        return Math.min(1, Math.max(0, nominalScoreOf(corrected)));
    }

    /** Returns the score of a probability at the usual count. */
    static double nominalScoreOf(double probability) {
        return -Math.log10(probability) / FULL_SCORE_EXPONENT;
    }

    /** Returns by how much scores are lower than at the usual count. */
    double deduction() {
        return -nominalScoreOf(Math.sqrt(count / USUAL_COUNT));
    }

    private double scoreAndLearn(long timeMicros, double x, double rangeScore) {
        double jump = Math.abs(x - previous);
        double season = seasonDistanceWith(timeMicros, x);
        least = 1;
        consider(AnomalyReason.JUMP, jumps.probability(jump, count));
        consider(AnomalyReason.LEVEL, fastLevel.probability(x, count));
        consider(AnomalyReason.SLOW_LEVEL, slowLevel.probability(x, count));
        consider(AnomalyReason.SEASON, seasons.probability(season, count));
        consider(AnomalyReason.VARIABILITY, RARE_KIND * variability.test(jump, seen, count));
        double margin = CROSSING_MARGIN * variability.longMean();
        consider(AnomalyReason.DURATION, RARE_KIND * crossings.test(x - fastLevel.longTerm(), margin, count));
        consider(AnomalyReason.RANGE, rangeProbability(x));
        double score = scoreOf(least);
        expected = score >= rangeScore ? expected(timeMicros) : null;
        jumps.learn(jump);
        fastLevel.learn(x, seen);
        slowLevel.learn(x, seen);
        seasons.learn(season);
        seasonDistance = season;
        profile.learn(timeMicros, x);
        previous = x;
        min = Math.min(min, x);
        max = Math.max(max, x);
        return score;
    }

    private double seasonDistanceWith(long timeMicros, double x) {
        return seasonDistance + (profile.distance(timeMicros, x) - seasonDistance) * SEASON_RATE;
    }

    private void consider(AnomalyReason question, double probability) {
        if (probability < least) {
            least = probability;
            reason = question;
        }
    }

    private double rangeProbability(double x) {
        return Math.max(x - max, min - x) > NEW_RANGE * (max - min) ? NEW_RANGE_PROBABILITY : 1;
    }

    /** Copies the state of another detector into this one. */
    public void set(AnomalyDetector other) {
        seen = other.seen;
        count = other.count;
        origin = other.origin;
        previous = other.previous;
        fastLevel.set(other.fastLevel);
        slowLevel.set(other.slowLevel);
        min = other.min;
        max = other.max;
        seasonDistance = other.seasonDistance;
        jumps.set(other.jumps);
        seasons.set(other.seasons);
        variability.set(other.variability);
        crossings.set(other.crossings);
        profile.set(other.profile);
        quietPeriod.set(other.quietPeriod);
    }

    /** Writes the state of the detector. */
    public void write(DataOutput out) throws IOException {
        if (seen == 0) {
            out.writeByte(FORMAT_EMPTY);
            return;
        }
        out.writeByte(FORMAT);
        out.writeLong(seen);
        out.writeDouble(count);
        out.writeDouble(origin);
        out.writeDouble(previous);
        fastLevel.writeLevels(out);
        slowLevel.writeLevels(out);
        out.writeDouble(min);
        out.writeDouble(max);
        out.writeDouble(seasonDistance);
        jumps.write(out);
        fastLevel.writeDistances(out);
        slowLevel.writeDistances(out);
        seasons.write(out);
        variability.write(out);
        crossings.write(out);
        profile.write(out);
        quietPeriod.write(out);
    }

    /** Reads a state written by {@link #write}. A state of an earlier version is skipped: that detector learns from scratch. */
    public static AnomalyDetector read(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        AnomalyDetector detector = new AnomalyDetector();
        switch (format) {
            case FORMAT -> detector.readState(in);
            case FORMAT_EMPTY -> {}
            case FORMAT_1 -> {
                in.readFully(new byte[FORMAT_1_BYTES]);
                logRestart();
            }
            default ->
                throw new IOException(
                        "anomaly detector state has format %d, this version reads up to %d; restore the savepoint with a newer version"
                                .formatted(format, FORMAT_EMPTY));
        }
        return detector;
    }

    private static void logRestart() {
        if (!RESTART_LOGGED.getAndSet(true)) {
            LOG.warn(
                    "The savepoint has anomaly detectors of an earlier version, whose state does not fit this one. They learn from"
                            + " scratch, and score from reading {} on.",
                    WARM_UP);
        }
    }

    private void readState(DataInput in) throws IOException {
        seen = in.readLong();
        count = in.readDouble();
        origin = in.readDouble();
        previous = in.readDouble();
        fastLevel.readLevels(in);
        slowLevel.readLevels(in);
        min = in.readDouble();
        max = in.readDouble();
        seasonDistance = in.readDouble();
        jumps.read(in);
        fastLevel.readDistances(in);
        slowLevel.readDistances(in);
        seasons.read(in);
        variability.read(in);
        crossings.read(in);
        profile.read(in);
        quietPeriod.read(in);
    }
}
