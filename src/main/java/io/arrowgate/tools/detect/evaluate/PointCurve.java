package io.arrowgate.tools.detect.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holds the raw points of one scored series as a function of the threshold, by the method of the Numenta Anomaly Benchmark
 * (Lavin and Ahmad, arXiv:1510.03336):
 *
 * <ul>
 *   <li>The first rows are a probation and do not count.
 *   <li>A window whose earliest detection is at its first row earns 1, at its last row nearly 0.
 *   <li>A missed window costs the profile's miss weight.
 *   <li>A detection outside costs up to the profile's false alarm weight: least right after a window.
 * </ul>
 *
 * @param windows number of windows that count
 * @param steps by descending threshold
 */
record PointCurve(int windows, double pointsWithoutDetection, List<Step> steps) {
    private static final int PROBATION_PERCENT = 15;
    private static final int PROBATION_MAX_ROWS = 750;
    /** In widths of the window; a false alarm beyond costs in full. */
    private static final double FAR_BEHIND_WINDOW = 3;

    /** Holds by how much the points change when the threshold falls to this value. */
    private record Step(double threshold, double change) {}

    /** Holds a threshold and the points it earns. */
    record Best(double threshold, double points) {}

    PointCurve {
        steps = List.copyOf(steps);
    }

    /** Computes the points of a series with these scores by row. */
    static PointCurve of(LabelledSeries series, double[] scores, ScoringProfile profile) {
        int probation = Math.min(series.rows() * PROBATION_PERCENT / 100, PROBATION_MAX_ROWS);
        List<LabelledSeries.Window> windows = series.windows();
        List<Step> steps = new ArrayList<>();
        int counted = 0;
        int next = probation;
        LabelledSeries.Window before = null;
        for (LabelledSeries.Window window : windows) {
            addFalseAlarms(next, window.first(), before, scores, profile, steps);
            if (window.last() >= probation) {
                addHits(window, probation, scores, profile, steps);
                counted++;
            }
            next = Math.max(probation, window.last() + 1);
            before = window;
        }
        addFalseAlarms(next, series.rows(), before, scores, profile, steps);
        steps.sort(Comparator.comparingDouble(Step::threshold).reversed());
        return new PointCurve(counted, -profile.miss * counted, steps);
    }

    private static void addFalseAlarms(
            int begin,
            int end,
            LabelledSeries.Window before,
            double[] scores,
            ScoringProfile profile,
            List<Step> steps) {
        for (int row = begin; row < end; row++) {
            double cost = before == null ? 1 : cost(row, before);
            steps.add(new Step(scores[row], -profile.falseAlarm * cost));
        }
    }

    private static double cost(int row, LabelledSeries.Window before) {
        double widths = (double) (row - before.last()) / Math.max(before.width() - 1, 1);
        return widths > FAR_BEHIND_WINDOW ? 1 : sigmoid(widths);
    }

    /** Adds a step for each row whose score exceeds the earlier rows': at lower thresholds the hit is earlier and earns more. */
    private static void addHits(
            LabelledSeries.Window window, int probation, double[] scores, ScoringProfile profile, List<Step> steps) {
        int begin = Math.max(window.first(), probation);
        List<Integer> rows = IntStream.rangeClosed(begin, window.last())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -scores[row])
                        .thenComparing(row -> row))
                .toList();
        double earned = -profile.miss;
        int earliest = Integer.MAX_VALUE;
        for (int row : rows) {
            if (row < earliest) {
                earliest = row;
                double worth = sigmoid((double) (window.last() + 1 - row) / window.width()) / sigmoid(1);
                steps.add(new Step(scores[row], worth - earned));
                earned = worth;
            }
        }
    }

    /** Returns 2 / (1 + exp(-5 x)) - 1. */
    private static double sigmoid(double x) {
        return Math.tanh(2.5 * x);
    }

    /** Returns the points at a threshold: scores from it on are detections. */
    double points(double threshold) {
        double points = pointsWithoutDetection;
        for (Step step : steps) {
            if (step.threshold < threshold) {
                break;
            }
            points += step.change;
        }
        return points;
    }

    /** Returns the score of several series at one threshold. */
    static double score(Collection<PointCurve> curves, double threshold, ScoringProfile profile) {
        double points =
                curves.stream().mapToDouble(curve -> curve.points(threshold)).sum();
        return profile.normalize(points, windows(curves));
    }

    static int windows(Collection<PointCurve> curves) {
        return curves.stream().mapToInt(PointCurve::windows).sum();
    }

    /** Returns the one threshold with the most points in total; of equally good ones the highest. */
    static Best best(Collection<PointCurve> curves) {
        List<Step> all = curves.stream()
                .flatMap(curve -> curve.steps.stream())
                .sorted(Comparator.comparingDouble(Step::threshold).reversed())
                .toList();
        double points =
                curves.stream().mapToDouble(PointCurve::pointsWithoutDetection).sum();
        Best best = new Best(Double.POSITIVE_INFINITY, points);
        for (int i = 0; i < all.size(); i++) {
            points += all.get(i).change;
            boolean last = i + 1 == all.size() || all.get(i + 1).threshold < all.get(i).threshold;
            if (last && points > best.points) {
                best = new Best(all.get(i).threshold, points);
            }
        }
        return best;
    }
}
