package io.arrowgate.tools.detect;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.condition.AnomalyRule;
import io.arrowgate.stream.condition.ThresholdRule;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.OptionalDouble;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Marks the alerts of one rule in a plot, each rule in a color and a shape of its own, and draws the rule's threshold. */
final class RuleMarks {
    private static final List<Color> COLORS = List.of(
            new Color(0xd6, 0x27, 0x28),
            new Color(0xff, 0x7f, 0x0e),
            new Color(0x2c, 0xa0, 0x2c),
            new Color(0x94, 0x67, 0xbd),
            new Color(0x8c, 0x56, 0x4b),
            new Color(0x17, 0xbe, 0xcf));
    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN);
    private static final BasicStroke DASHES =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);
    /** Greatest distance of a threshold from the values, in their ranges; a farther one would flatten the curve. */
    private static final double MAX_DISTANCE = 4;

    private final AlertRule rule;
    private final Color color;
    private final Marker marker;
    private final PlotCurve marks = new PlotCurve();
    private final PlotCurve scoreMarks = new PlotCurve();
    private long alerts;

    /** @param number of the rule, from 0 */
    RuleMarks(AlertRule rule, int number) {
        this.rule = rule;
        color = COLORS.get(number % COLORS.size());
        marker = MARKERS.get(number % MARKERS.size());
    }

    /** @param value NaN if the series has no value yet; the alert then counts but has no mark */
    void add(long timeMicros, double value, OptionalDouble score) {
        alerts++;
        score.ifPresent(number -> scoreMarks.add(timeMicros, number));
        if (!Double.isNaN(value)) {
            marks.add(timeMicros, value);
        }
    }

    long alerts() {
        return alerts;
    }

    /** Adds the marks, the threshold for values, and an entry of the legend. */
    void addTo(XYChart chart, PlotCurve values) {
        if (marks.isEmpty()) {
            asMarks(chart.addSeries(legend(), values.ends(), List.of(Double.NaN, Double.NaN)));
        } else {
            asMarks(chart.addSeries(legend(), marks.times(), marks.values()));
        }
        if (rule.condition() instanceof ThresholdRule threshold && values.isNear(threshold.value(), MAX_DISTANCE)) {
            addThreshold(chart, values, threshold.value());
        }
    }

    /**
     * Adds the threshold for scores and the scores beyond it, if the rule has one. Among the values, the mark of another rule may
     * hide that of this one.
     */
    void addToScores(XYChart chart, PlotCurve values) {
        scoreThreshold().ifPresent(threshold -> addThreshold(chart, values, threshold));
        if (rule.condition() instanceof AnomalyRule && !scoreMarks.isEmpty()) {
            asMarks(chart.addSeries(legend(), scoreMarks.times(), scoreMarks.values()));
        }
    }

    private void asMarks(XYSeries points) {
        points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
                .setMarker(marker)
                .setMarkerColor(color);
    }

    private OptionalDouble scoreThreshold() {
        if (rule.condition() instanceof AnomalyRule anomaly && anomaly.about() == null) {
            return OptionalDouble.of(
                    anomaly.threshold() == null ? AnomalyDetector.DEFAULT_THRESHOLD : anomaly.threshold());
        }
        return OptionalDouble.empty();
    }

    private void addThreshold(XYChart chart, PlotCurve values, double threshold) {
        XYSeries line = chart.addSeries(rule.name() + " threshold", values.ends(), List.of(threshold, threshold));
        line.setMarker(SeriesMarkers.NONE)
                .setLineColor(color)
                .setLineStyle(DASHES)
                .setShowInLegend(false);
    }

    /** Returns name, condition and number of alerts. */
    String legend() {
        String condition = rule.condition().kind();
        if (rule.condition() instanceof ThresholdRule threshold) {
            condition = "value %s %s".formatted(threshold.comparison().symbol(), SeriesPlot.label(threshold.value()));
        } else if (rule.condition() instanceof AnomalyRule anomaly && anomaly.about() != null) {
            condition = "about " + anomaly.about().text();
        } else if (scoreThreshold().isPresent()) {
            condition = "score ≥ " + SeriesPlot.label(scoreThreshold().getAsDouble());
        }
        return "%s (%s): %,d".formatted(rule.name(), condition, alerts);
    }
}
