package io.arrowgate.tools.detect.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Estimates the score on files that the threshold was not chosen on. Repeatedly divides the files into {@link #FOLDS} folds; each
 * fold is scored with the best threshold of the others. The points of all folds are added up and normalized once, because a
 * fold may have no window.
 *
 * <p>Stratified: each fold has its share of each folder's files with windows, and of those without.
 */
final class CrossValidation {
    static final int FOLDS = 4;
    static final int REPEATS = 20;
    private static final long SEED = 1;

    /**
     * Holds the result.
     *
     * @param mean of the score over the repeats
     * @param deviation standard deviation over the repeats
     * @param medianThreshold of those that were chosen
     */
    record Result(double mean, double deviation, double medianThreshold) {}

    private CrossValidation() {}

    /** Evaluates the series, whose curves have the same order. */
    static Result evaluate(List<LabelledSeries> series, List<PointCurve> curves, ScoringProfile profile) {
        Random random = new Random(SEED);
        double[] scores = new double[REPEATS];
        List<Double> thresholds = new ArrayList<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            double points = 0;
            for (Set<PointCurve> fold : folds(series, curves, random)) {
                List<PointCurve> others =
                        curves.stream().filter(curve -> !fold.contains(curve)).toList();
                double threshold = PointCurve.best(others).threshold();
                thresholds.add(threshold);
                points += fold.stream()
                        .mapToDouble(curve -> curve.points(threshold))
                        .sum();
            }
            scores[repeat] = profile.normalize(points, PointCurve.windows(curves));
        }
        Collections.sort(thresholds);
        double mean = Arrays.stream(scores).average().orElseThrow();
        double squares = Arrays.stream(scores)
                .map(score -> (score - mean) * (score - mean))
                .sum();
        return new Result(mean, Math.sqrt(squares / (REPEATS - 1)), thresholds.get(thresholds.size() / 2));
    }

    private static List<Set<PointCurve>> folds(List<LabelledSeries> series, List<PointCurve> curves, Random random) {
        Map<String, List<PointCurve>> strata = new TreeMap<>();
        for (int i = 0; i < curves.size(); i++) {
            strata.computeIfAbsent(stratum(series.get(i)), key -> new ArrayList<>())
                    .add(curves.get(i));
        }
        List<Set<PointCurve>> folds = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            folds.add(Collections.newSetFromMap(new IdentityHashMap<>()));
        }
        int next = 0;
        for (List<PointCurve> stratum : strata.values()) {
            Collections.shuffle(stratum, random);
            for (PointCurve curve : stratum) {
                folds.get(next++ % FOLDS).add(curve);
            }
        }
        return folds;
    }

    private static String stratum(LabelledSeries series) {
        int slash = series.name().lastIndexOf('/');
        return series.name().substring(0, slash + 1) + (series.windows().isEmpty() ? "without" : "with");
    }
}
