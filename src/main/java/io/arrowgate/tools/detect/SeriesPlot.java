package io.arrowgate.tools.detect;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TimeZone;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots one series: its values with a dot at each alert, and the score below, on the same time axis. */
final class SeriesPlot {
    static final int WIDTH = 1_200;
    static final int HEIGHT = 560;
    private static final int SCORE_HEIGHT = 190;

    private static final Color VALUE = new Color(0x33, 0x66, 0x99);
    private static final Color SCORE = new Color(0x77, 0x77, 0x77);
    private static final Color ALERT = new Color(0xd6, 0x27, 0x28);
    private static final Color GRID = new Color(0xdd, 0xdd, 0xdd);
    private static final int DOT_PIXELS = 9;
    /** Longer labels are written with an exponent. */
    private static final int LABEL_CHARS = 9;

    private static final MathContext LABEL_DIGITS = new MathContext(6);

    private final String series;
    private final PlotCurve values = new PlotCurve();
    private final PlotCurve scores = new PlotCurve();
    private final PlotCurve fired = new PlotCurve();
    private long alerts;

    SeriesPlot(String series) {
        this.series = series;
    }

    /** Adds the next row. */
    void add(CsvRow row, OptionalDouble score, boolean fires) {
        alerts += fires ? 1 : 0;
        score.ifPresent(number -> scores.add(row.timeMicros(), number));
        if (Double.isNaN(row.value())) {
            return;
        }
        values.add(row.timeMicros(), row.value());
        if (fires) {
            fired.add(row.timeMicros(), row.value());
        }
    }

    /** Returns whether there are no values to draw. */
    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Draws on {@link #WIDTH} times {@link #HEIGHT} pixels. */
    void paint(Graphics2D graphics) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        int valueHeight = HEIGHT - SCORE_HEIGHT;
        XYChart value = valueChart(valueHeight);
        XYChart score = scoreChart();
        int apart = left(value, valueHeight) - left(score, SCORE_HEIGHT);
        value.paint(moved(graphics, Math.max(0, -apart), 0), WIDTH - Math.max(0, -apart), valueHeight);
        score.paint(moved(graphics, Math.max(0, apart), valueHeight), WIDTH - Math.max(0, apart), SCORE_HEIGHT);
    }

    /** Returns the left end of the time axis, which depends on the labels and is known once they are drawn. */
    private int left(XYChart chart, int height) {
        Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        chart.paint(nowhere, WIDTH, height);
        nowhere.dispose();
        return (int) Math.round(chart.getScreenXFromChart((double) values.beginMillis()));
    }

    private static Graphics2D moved(Graphics2D graphics, int x, int y) {
        Graphics2D moved = (Graphics2D) graphics.create();
        moved.translate(x, y);
        return moved;
    }

    private XYChart valueChart(int height) {
        XYChart chart = chart(height, "value");
        chart.setTitle("%s: fired at %,d rows".formatted(series, alerts));
        addLine(chart, "value", values, VALUE);
        if (!fired.isEmpty()) {
            XYSeries dots = chart.addSeries("alerts", fired.times(), fired.values());
            dots.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setMarkerColor(ALERT);
        }
        return chart;
    }

    private XYChart scoreChart() {
        XYChart chart = chart(SCORE_HEIGHT, "score");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        if (!scores.isEmpty()) {
            addLine(chart, "score", scores, SCORE);
        }
        return chart;
    }

    private static void addLine(XYChart chart, String name, PlotCurve plotCurve, Color color) {
        XYSeries line = chart.addSeries(name, plotCurve.times(), plotCurve.values());
        line.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineWidth(1);
    }

    private XYChart chart(int height, String axis) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height)
                .yAxisTitle(axis)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setLegendVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setMarkerSize(DOT_PIXELS);
        styler.setPlotGridLinesColor(GRID)
                .setLocale(Locale.ENGLISH)
                .setTimezone(TimeZone.getTimeZone("UTC"))
                .setXAxisMin((double) values.beginMillis())
                .setXAxisMax((double) values.endMillis())
                .setyAxisTickLabelsFormattingFunction(SeriesPlot::label);
        return chart;
    }

    private static String label(double number) {
        BigDecimal rounded = new BigDecimal(number).round(LABEL_DIGITS).stripTrailingZeros();
        String plain = rounded.toPlainString();
        return plain.length() > LABEL_CHARS ? rounded.toString() : plain;
    }
}
