package io.arrowgate.tools.report;

import io.arrowgate.report.Report;
import io.arrowgate.report.ReportReader;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * Describes the days of a report.
 *
 * @param from first day; null if not known yet
 * @param to day after the last one; null if not known yet
 */
public record DayRange(LocalDate from, LocalDate to) {
    /** The newest days with data. */
    public static final DayRange NEWEST = new DayRange(null, null);

    private static final int DEFAULT_DAYS = 7;

    /** Parses the given bounds; null for a missing one. */
    public static DayRange of(String from, String to) {
        DayRange range = new DayRange(day("--from", from), day("--to", to));
        if (range.from != null && range.to != null && !range.from.isBefore(range.to)) {
            throw new IllegalArgumentException(
                    "--to=%s is not after --from=%s; it is the day after the last one".formatted(to, from));
        }
        return range;
    }

    private static LocalDate day(String option, String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "%s=%s is not a day; give for example 2024-01-05".formatted(option, text), e);
        }
    }

    /** Returns the range, by default the stream's newest seven days, or today if it has no events. */
    public DayRange orNewest(ReportReader reader, String stream) throws SQLException {
        if (from != null && to != null) {
            return this;
        }
        LocalDate last = to != null
                ? to
                : reader.newestDay(stream).orElseGet(LocalDate::now).plusDays(1);
        LocalDate first = from != null ? from : last.minusDays(DEFAULT_DAYS);
        return new DayRange(first, last.isAfter(first) ? last : first.plusDays(1));
    }

    /** Returns the days as ClickHouse query parameters. */
    public Map<String, String> arguments(Report report) {
        boolean withTime = report.parameters().getOrDefault("from", "").startsWith("DateTime");
        String time = withTime ? " 00:00:00" : "";
        return Map.of("from", from + time, "to", to + time);
    }

    @Override
    public String toString() {
        return "%s to %s".formatted(from, to.minusDays(1));
    }
}
