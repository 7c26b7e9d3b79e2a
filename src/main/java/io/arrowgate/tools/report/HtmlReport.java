package io.arrowgate.tools.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.Report;
import io.arrowgate.report.ReportReader;
import io.arrowgate.report.ReportResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Writes reports as a self-contained page: it includes numbers, scripts and the chart library, so it opens from a disk and
 * without a network.
 *
 * <p>A section is a query result under a name that the script knows. Sections without data are omitted.
 */
public final class HtmlReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Limit of points in a chart. */
    private static final int MAX_POINTS = 600;
    /** Limit of alerts in the table, which an alert storm would make too long to read. */
    private static final int MAX_ALERTS = 500;

    private final ObjectNode data = JSON.createObjectNode();
    private final ObjectNode scores;
    private final ObjectNode sections;

    private HtmlReport(String title, ClickHouseSettings settings) {
        data.put("title", title);
        data.put("server", settings.url());
        data.put("database", settings.database());
        data.put("generated", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        scores = data.putObject("scores");
        sections = data.putObject("sections");
    }

    /** Returns the stream whose newest day is the end of a report, or a pattern for any stream. */
    public static String streamOf(Report report) {
        if (report.parameters().containsKey("station")) {
            return "turnstiles";
        }
        return report.parameters().containsKey("device") ? "sensors" : "%";
    }

    /** Writes a page of one report. */
    public static String of(Report report, ReportResult rows, ClickHouseSettings settings, DayRange days) {
        HtmlReport page = new HtmlReport(report.comment(), settings);
        page.section(report.name(), report.comment(), days, rows);
        return page.text();
    }

    /** Writes a page of all stations and devices, for the newest seven days of each stream. */
    public static void write(ClickHouseSettings settings, Path file) throws SQLException, IOException {
        try (ReportReader reader = new ReportReader(settings)) {
            Files.writeString(file, of(reader, settings, DayRange.NEWEST, "%", "%"));
        }
    }

    /** Writes a page of all reports with data. */
    public static String of(
            ReportReader reader, ClickHouseSettings settings, DayRange days, String station, String device)
            throws SQLException {
        HtmlReport page = new HtmlReport("Arrowgate report", settings);
        Map<String, Report> reports = reader.reports();
        if (reports.containsKey("busiest_stations")
                && reader.newestDay("turnstiles").isPresent()) {
            page.stations(reader, days.orNewest(reader, "turnstiles"), station);
        }
        if (reports.containsKey("device_health") && reader.newestDay("sensors").isPresent()) {
            page.devices(reader, days.orNewest(reader, "sensors"), device);
        }
        DayRange all = days.orNewest(reader, "%");
        if (reports.containsKey("alert_history")) {
            page.score(reader, "alerts", "SELECT count() FROM %s".formatted(reader.view("alert_history", times(all))));
            page.add(reader, "alerts", "Alerts", all, """
                    SELECT fired_at, if(isNull(resolved_at), 'firing', 'resolved') AS state, rule_name AS rule, severity_name AS severity,
                        stream_name AS stream, arrayStringConcat(mapValues(series_key), ', ') AS series, alert_text AS text, seconds_to_resolve
                    FROM %s ORDER BY state, fired_at DESC LIMIT %d""".formatted(
                            reader.view("alert_history", times(all)), MAX_ALERTS));
        }
        if (reports.containsKey("data_quality")) {
            // The quality section covers the days of all other sections.
            DayRange shown = new DayRange(page.earliest(all), all.to());
            page.score(reader, "dead letters", """
                    SELECT sum(found) FROM %s WHERE startsWith(finding, 'dead letter')""".formatted(reader.view("data_quality", range(shown))));
            page.add(
                    reader, "quality", "Data quality", shown, """
                    SELECT day, concat(stream, ': ', finding) AS finding, sum(found) AS found
                    FROM %s GROUP BY day, finding ORDER BY day, finding""".formatted(reader.view("data_quality", range(shown))));
        }
        return page.text();
    }

    private LocalDate earliest(DayRange all) {
        LocalDate earliest = all.from();
        for (var section : sections) {
            LocalDate from = LocalDate.parse(section.get("from").textValue());
            earliest = from.isBefore(earliest) ? from : earliest;
        }
        return earliest;
    }

    private void stations(ReportReader reader, DayRange days, String station) throws SQLException {
        String arguments = "%s, station=%s".formatted(range(days), SqlQuoting.text(station));
        score(reader, "entries", "SELECT sum(day_entries) FROM %s".formatted(reader.view("daily_totals", arguments)));
        score(reader, "exits", "SELECT sum(day_exits) FROM %s".formatted(reader.view("daily_totals", arguments)));
        add(reader, "stations", "Stations", days, """
                SELECT station, sum(station_entries) AS entries, sum(station_exits) AS exits, entries + exits AS total,
                    round(100 * total / sum(total) OVER (), 1) AS share_percent
                FROM %s GROUP BY station ORDER BY total DESC, station""".formatted(reader.view("busiest_stations", arguments)));
        // A view that an earlier version created has no column "partial".
        add(reader, "days", "Days", days, """
                SELECT day, day_entries AS entries, day_exits AS exits, COLUMNS('^partial$') FROM %s""".formatted(reader.view("daily_totals", arguments)));
        add(reader, "weekdays", "Days of the week", days, """
                SELECT weekday_name, sum(weekday_entries) AS entries, sum(weekday_exits) AS exits
                FROM %s GROUP BY weekday, weekday_name ORDER BY weekday""".formatted(reader.view("station_weekdays", arguments)));
        add(reader, "slots", "Hours of the day", days, """
                SELECT hours, sum(slot_entries) AS entries, sum(slot_exits) AS exits
                FROM %s GROUP BY slot, hours ORDER BY slot""".formatted(reader.view("station_slots", arguments)));
    }

    private void devices(ReportReader reader, DayRange days, String device) throws SQLException {
        String arguments = "%s, device=%s".formatted(times(days), SqlQuoting.text(device));
        ReportResult span = reader.query("SELECT dateDiff('minute', min(minute), max(minute)) FROM %s"
                .formatted(reader.view("fleet_minutes", arguments)));
        long minutes = span.rows().get(0).get(0).asLong();
        score(reader, "devices", "SELECT count() FROM %s".formatted(reader.view("device_health", arguments)));
        score(
                reader,
                "readings",
                "SELECT sum(fleet_readings) FROM %s".formatted(reader.view("fleet_minutes", arguments)));
        add(reader, "fleet", "Devices over time", days, """
                SELECT toStartOfInterval(minute, INTERVAL %d MINUTE) AS time, round(avg(cpu_mean), 2) AS cpu_mean,
                    max(cpu_highest) AS cpu_highest, round(avg(memory_mean), 2) AS memory_mean
                FROM %s GROUP BY time ORDER BY time""".formatted(
                        Math.max(1, minutes / MAX_POINTS), reader.view("fleet_minutes", arguments)));
        add(reader, "devices", "Devices", days, """
                SELECT device, last_seen, silent_seconds, device_readings AS readings, cpu_mean, cpu_p95_of_worst_hour AS cpu_p95,
                    cpu_highest, memory_mean, memory_highest
                FROM %s LIMIT 500""".formatted(reader.view("device_health", arguments)));
    }

    private static String range(DayRange days) {
        return "from=%s, to=%s"
                .formatted(
                        SqlQuoting.text(days.from().toString()),
                        SqlQuoting.text(days.to().toString()));
    }

    private static String times(DayRange days) {
        return "from='%s 00:00:00', to='%s 00:00:00'".formatted(days.from(), days.to());
    }

    /** @param sql a query of one number */
    private void score(ReportReader reader, String name, String sql) throws SQLException {
        scores.set(name, reader.query(sql).rows().get(0).get(0));
    }

    private void add(ReportReader reader, String name, String title, DayRange days, String sql) throws SQLException {
        section(name, title, days, reader.query(sql));
    }

    private void section(String name, String title, DayRange days, ReportResult answer) {
        ObjectNode section = sections.putObject(name);
        section.put("title", title);
        section.put("days", days.toString());
        section.put("from", days.from().toString());
        section.set("columns", JSON.valueToTree(answer.columns()));
        section.set("types", JSON.valueToTree(answer.types()));
        ArrayNode rows = section.putArray("rows");
        answer.rows().forEach(rows::add);
    }

    private String text() {
        return PageResources.text("/report/page.html")
                .replace("{{styles}}", PageResources.text("/view/theme.css") + PageResources.text("/report/page.css"))
                .replace("{{charts}}", PageResources.text(PageResources.CHARTS))
                .replace("{{script}}", PageResources.text("/view/elements.js") + PageResources.text("/report/page.js"))
                .replace("{{data}}", embedded());
    }

    /** Serializes as JSON that cannot close the enclosing script element. */
    private String embedded() {
        try {
            return JSON.writeValueAsString(data).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
