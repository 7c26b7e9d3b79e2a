package io.arrowgate.tools.detect;

import io.arrowgate.alert.anomaly.ExpectedRange;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the range that the detector expected as a band behind the values, and shades the time in which it warmed up. */
final class ExpectedBand {
    private static final Color EXPECTED = new Color(0xc8, 0xdc, 0xee);
    private static final Color WARM_UP = new Color(0xee, 0xee, 0xe6);

    private final PlotCurve lows = new PlotCurve();
    private final PlotCurve highs = new PlotCurve();
    private final PlotCurve warmUp = new PlotCurve();

    /**
     * Adds the next row.
     *
     * @param range null if it is unknown
     */
    void add(long timeMicros, ExpectedRange range, boolean warmingUp) {
        if (warmingUp) {
            warmUp.add(timeMicros, 0);
        }
        if (range != null) {
            lows.add(timeMicros, range.low());
            highs.add(timeMicros, range.high());
        }
    }

    void addTo(XYChart chart, PlotCurve values) {
        if (!warmUp.isEmpty()) {
            double low = Collections.min(values.values());
            double high = Collections.max(values.values());
            addArea(chart, "warm-up", WARM_UP, warmUp.ends(), List.of(low, low), warmUp.ends(), List.of(high, high));
        }
        if (!lows.isEmpty()) {
            addArea(chart, "expected", EXPECTED, lows.times(), lows.values(), highs.times(), highs.values());
        }
    }

    @SuppressWarnings("JavaUtilDate") // The charting library knows no other time.
    private static void addArea(
            XYChart chart,
            String name,
            Color color,
            List<Date> lowTimes,
            List<Double> lows,
            List<Date> highTimes,
            List<Double> highs) {
        List<Date> times = new ArrayList<>(highTimes);
        List<Double> outline = new ArrayList<>(highs);
        Collections.reverse(times);
        Collections.reverse(outline);
        times.addAll(0, lowTimes);
        outline.addAll(0, lows);
        XYSeries area = chart.addSeries(name, times, outline);
        area.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(color);
        area.setFillColor(color);
    }
}
