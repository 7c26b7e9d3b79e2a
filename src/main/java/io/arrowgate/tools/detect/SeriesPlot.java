package io.arrowgate.tools.detect;

import io.arrowgate.alert.StandaloneRuleEvaluator;
import io.arrowgate.stream.AlertRule;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TimeZone;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots one series: its values with the expected range and a mark at each alert, and the score below, on the same time axis. */
final class SeriesPlot {
    static final int WIDTH = 1_200;
    static final int HEIGHT = 600;
    private static final int SCORE_HEIGHT = 190;

    private static final Color VALUE = new Color(0x33, 0x66, 0x99);
    private static final Color SCORE = new Color(0x77, 0x77, 0x77);
    private static final Color GRID = new Color(0xdd, 0xdd, 0xdd);
    private static final int MARK_PIXELS = 9;
    /** Longer labels are written with an exponent. */
    private static final int LABEL_CHARS = 9;

    private static final MathContext LABEL_DIGITS = new MathContext(6);

    private final String series;
    private final PlotCurve values = new PlotCurve();
    private final PlotCurve scores = new PlotCurve();
    private final ExpectedBand expected = new ExpectedBand();
    private final Map<String, RuleMarks> rules = new LinkedHashMap<>();
    private double value = Double.NaN;

    /** @param rules those that apply to the series */
    SeriesPlot(String series, List<AlertRule> rules) {
        this.series = series;
        rules.forEach(rule -> this.rules.put(rule.name(), new RuleMarks(rule, this.rules.size())));
    }

    /** Adds the next row. An alert at a row without a value is marked at the value before it. */
    void add(CsvRow row, StandaloneRuleEvaluator.Result result, List<String> firedRules) {
        OptionalDouble score = result.score();
        expected.add(row.timeMicros(), result.expected(), result.warmUp());
        score.ifPresent(number -> scores.add(row.timeMicros(), number));
        if (!Double.isNaN(row.value())) {
            value = row.value();
            values.add(row.timeMicros(), value);
        }
        firedRules.forEach(rule -> rules.get(rule).add(row.timeMicros(), value, score));
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
        chart.setTitle(title());
        chart.getStyler()
                .setLegendVisible(true)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE);
        expected.addTo(chart, values);
        addLine(chart, "value", values, VALUE);
        rules.values().forEach(rule -> rule.addTo(chart, values));
        return chart;
    }

    /** Returns the series and the number of its alerts, as the console counts them. */
    String title() {
        long alerts = rules.values().stream().mapToLong(RuleMarks::alerts).sum();
        return "%s: %,d %s".formatted(series, alerts, alerts == 1 ? "alert" : "alerts");
    }

    List<String> legend() {
        return rules.values().stream().map(RuleMarks::legend).toList();
    }

    private XYChart scoreChart() {
        XYChart chart = chart(SCORE_HEIGHT, "score");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        if (!scores.isEmpty()) {
            addLine(chart, "score", scores, SCORE);
            rules.values().forEach(rule -> rule.addToScores(chart, values));
        }
        return chart;
    }

    private static void addLine(XYChart chart, String name, PlotCurve plotCurve, Color color) {
        XYSeries line = chart.addSeries(name, plotCurve.times(), plotCurve.values());
        line.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineWidth(1).setShowInLegend(false);
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
                .setMarkerSize(MARK_PIXELS);
        styler.setPlotGridLinesColor(GRID)
                .setLocale(Locale.ENGLISH)
                .setTimezone(TimeZone.getTimeZone("UTC"))
                .setXAxisMin((double) values.beginMillis())
                .setXAxisMax((double) values.endMillis())
                .setyAxisTickLabelsFormattingFunction(SeriesPlot::label);
        return chart;
    }

    static String label(double number) {
        BigDecimal rounded = new BigDecimal(number).round(LABEL_DIGITS).stripTrailingZeros();
        String plain = rounded.toPlainString();
        return plain.length() > LABEL_CHARS ? rounded.toString() : plain;
    }
}
