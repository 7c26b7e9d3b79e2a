package io.arrowgate.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.report.ReportResult;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats a report for the terminal: right-aligned numbers, and a bar for each value of the main column. */
public final class TextTable {
    /** Main columns; the first of these columns that a report has gets the bars. */
    private static final List<String> MEASURES = List.of(
            "total",
            "peak_total",
            "slot_entries",
            "weekday_entries",
            "day_entries",
            "hour_entries",
            "cpu_mean",
            "fired",
            "found");

    private static final int BAR_WIDTH = 20;
    private static final String EIGHTHS = "▏▎▍▌▋▊▉█";
    private static final String MISSING = "-";

    private TextTable() {}

    /** Returns a line for each row, with left-aligned columns. */
    public static List<String> aligned(List<List<String>> rows) {
        int[] widths = widths(rows);
        return rows.stream()
                .map(row -> IntStream.range(0, widths.length)
                        .mapToObj(i ->
                                row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .toList();
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** Returns the lines of the table, beginning with the header. */
    public static List<String> lines(ReportResult report) {
        int columns = report.columns().size();
        List<List<String>> cells = new ArrayList<>();
        cells.add(report.columns());
        for (JsonNode row : report.rows()) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                line.add(text(row.get(i), report.isNumber(i)));
            }
            cells.add(line);
        }
        int[] widths = widths(cells);
        int measured = measured(report);
        double greatest = measured < 0 ? 0 : greatest(report, measured);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = cells.get(row).get(i);
                String padding = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? "" : "  ").append(report.isNumber(i) ? padding + cell : cell + padding);
            }
            if (row > 0 && greatest > 0) {
                line.append("  ")
                        .append(bar(report.rows().get(row - 1).get(measured).asDouble() / greatest));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** @param share of the longest bar, 0 to 1 */
    static String bar(double share) {
        long eighths = Math.round(share * BAR_WIDTH * 8);
        String whole = "█".repeat((int) (eighths / 8));
        int rest = (int) (eighths % 8);
        return rest == 0 ? whole : whole + EIGHTHS.charAt(rest - 1);
    }

    private static int measured(ReportResult report) {
        return MEASURES.stream()
                .mapToInt(report.columns()::indexOf)
                .filter(column -> column >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static double greatest(ReportResult report, int column) {
        return report.rows().stream()
                .mapToDouble(row -> row.get(column).asDouble())
                .max()
                .orElse(0);
    }

    private static String text(JsonNode value, boolean number) {
        if (value.isNull()) {
            return MISSING;
        }
        if (!number || !value.isNumber()) {
            return value.isTextual() ? value.textValue() : value.toString();
        }
        BigDecimal exact = value.decimalValue();
        return new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(exact);
    }
}
