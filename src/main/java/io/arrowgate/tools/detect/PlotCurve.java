package io.arrowgate.tools.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Collects the points of one line of a plot, at most {@link #MAX_POINTS}: beyond that it keeps the minimum and maximum of each
 * group of neighbours, which looks the same on a screen.
 */
final class PlotCurve {
    /** More than the width of a plot in pixels. */
    static final int MAX_POINTS = 8_192;
    /** Group size; two points of each group remain, so that each thinning halves the points. */
    private static final int NEIGHBOURS = 4;

    private List<Point> points = new ArrayList<>();

    private record Point(long timeMicros, double y) {}

    /** @param y a number, not NaN */
    void add(long timeMicros, double y) {
        points.add(new Point(timeMicros, y));
        if (points.size() > MAX_POINTS) {
            thin();
        }
    }

    private void thin() {
        List<Point> kept = new ArrayList<>();
        for (int begin = 0; begin < points.size(); begin += NEIGHBOURS) {
            List<Point> few = points.subList(begin, Math.min(begin + NEIGHBOURS, points.size())).stream()
                    .sorted(Comparator.comparingDouble(Point::y))
                    .toList();
            kept.add(few.get(0));
            kept.add(few.get(few.size() - 1));
        }
        points = kept;
    }

    /** Sorts by time: late readings, and neighbours that were sorted by value. */
    private List<Point> inOrder() {
        return points.stream()
                .sorted(Comparator.comparingLong(Point::timeMicros))
                .toList();
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    /** Returns the earliest time; requires a point. */
    long beginMillis() {
        return TimeUnit.MICROSECONDS.toMillis(
                points.stream().mapToLong(Point::timeMicros).min().orElseThrow());
    }

    /** Returns the latest time; requires a point. */
    long endMillis() {
        return TimeUnit.MICROSECONDS.toMillis(
                points.stream().mapToLong(Point::timeMicros).max().orElseThrow());
    }

    /** Returns the earliest and the latest time; requires a point. */
    @SuppressWarnings("JavaUtilDate") // The charting library knows no other time.
    List<Date> ends() {
        return List.of(new Date(beginMillis()), new Date(endMillis()));
    }

    /**
     * Returns whether a number is among the values or not far from them; requires a point.
     *
     * @param distance greatest distance, in ranges of the values
     */
    boolean isNear(double number, double distance) {
        DoubleSummaryStatistics range = points.stream().mapToDouble(Point::y).summaryStatistics();
        double width = range.getMax() - range.getMin();
        return width == 0
                || (number >= range.getMin() - distance * width && number <= range.getMax() + distance * width);
    }

    @SuppressWarnings("JavaUtilDate") // The charting library knows no other time.
    List<Date> times() {
        return inOrder().stream()
                .map(point -> new Date(TimeUnit.MICROSECONDS.toMillis(point.timeMicros)))
                .toList();
    }

    List<Double> values() {
        return inOrder().stream().map(Point::y).toList();
    }
}
