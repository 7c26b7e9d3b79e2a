package io.arrowgate.tools;

import static io.arrowgate.testing.TestAwait.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.live.LivePage;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.report.Browser;
import io.arrowgate.tools.report.OpenPages;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks the live page of a running job in a browser. */
@Tag("long")
class LivePageIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> VIEWS = List.of("wide", "dark", "narrow");

    @Test
    void openPageFollowsThePipeline() throws Exception {
        Browser browser = new Browser(Path.of("target/browser").toAbsolutePath());
        Path screenshots = SharedStack.freshDir("live-page").toAbsolutePath();
        try (JobTestBed bed = new JobTestBed("sensors", "turnstiles")
                        .with("alerts.enabled", "true")
                        .with("reports.enabled", "true")
                        .with("reports.refresh-interval", "500 ms");
                LocalJob job = bed.start();
                FaultProxy way = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS)) {
            bed.send(bed.topic("sensors"), List.of(reading("<b>pump</b>"), "no reading"));
            bed.send(bed.topic("turnstiles"), SteadyReadings.audits(0, 500));
            awaitReport(bed, "sensors_1h", "device = '<b>pump</b>'");
            awaitReport(bed, "turnstile_increments", "STATION = '59 ST'");
            try (SteadyReadings readings = SteadyReadings.endless(bed, bed.topic("sensors"));
                    LivePage page = page(bed, job, way);
                    OpenPages open = browser.open(URI.create(page.url()), screenshots)) {
                for (String view : VIEWS) {
                    open.open(view);
                    open.await(view, "<b>pump</b>");
                    open.await(view, "59 ST");
                }
                alert(bed, "CPU of <img src=x onerror=alert(1)> at 99 %");
                for (String view : VIEWS) {
                    open.await(view, "CPU of <img src=x onerror=alert(1)> at 99 %");
                    open.await(view, "ClickHouse connected");
                    open.await(view, "job running");
                    open.await(view, "sensors: <i>pump</i>, 7");
                    // The turnstiles sent nothing after the start.
                    open.await(view, "idle since");
                    open.await(view, "times in");
                }
                olderAlerts(bed);
                open.await("wide", "older 9");
                open.awaitGone("wide", "older 12");
                open.click("wide", "#alerts-firing");
                open.await("wide", "older 12");
                for (String view : VIEWS) {
                    open.awaitGone(view, "in the last minutes.");
                    expectEverything(view, seenWithNumbers(open, view));
                }

                expectRowsOfReadyQueries(page);
                open.click("wide", "#query-run");
                open.await("wide", "distinct_events");
                open.await("wide", "2 rows in");

                way.setMode(ProxyMode.HANG);
                open.await("wide", "ClickHouse has not responded since");
                way.setMode(ProxyMode.PASS);
                open.await("wide", "ClickHouse connected");

                assertThat(open.see("dark").get("background"))
                        .isNotEqualTo(open.see("wide").get("background"));
                page.close();
                open.await("wide", "Arrowgate is stopped or unreachable.");
                // Other pages of this JVM have other ports.
                String ofPage = "live page .*\\b%d\\b.*"
                        .formatted(URI.create(page.url()).getPort());
                await("the page's threads to end").untilAsserted(() -> assertThat(
                                Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.matches(ofPage)));
            }
        }
    }

    /** Starts a live page that alone reaches ClickHouse through the proxy. */
    private static LivePage page(JobTestBed bed, LocalJob job, FaultProxy proxy) throws Exception {
        bed.with("clickhouse.url", proxy.url());
        return LivePage.start(bed.settings(), URI.create(job.uiUrl()), 0);
    }

    /** Runs the ready queries that the page lists. */
    private static void expectRowsOfReadyQueries(LivePage page) throws Exception {
        JsonNode line;
        try (BufferedReader events = new BufferedReader(
                new InputStreamReader(URI.create(page.url() + "/events").toURL().openStream(), UTF_8))) {
            String event = events.readLine();
            while (!event.equals("event: line")) {
                event = events.readLine();
            }
            line = JSON.readTree(events.readLine().substring("data: ".length()));
        }
        assertThat(line.get("queries")).hasSizeGreaterThanOrEqualTo(10);
        for (JsonNode query : line.get("queries")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(page.url() + "/query"))
                    .header("Content-Type", "application/sql")
                    .POST(BodyPublishers.ofString(query.get("sql").textValue()))
                    .build();
            JsonNode result = JSON.readTree(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
            assertThat(result.path("rows"))
                    .as("%s: %s", query.get("name").textValue(), result)
                    .hasSizeGreaterThan(2);
        }
    }

    private static void awaitReport(JobTestBed bed, String table, String condition) {
        String count = "SELECT count() > 0 FROM {db}.%s WHERE %s".formatted(table, condition);
        await("%s in %s".formatted(condition, table))
                .untilAsserted(() -> assertThat(bed.query(count)).isEqualTo("1"));
    }

    private static String reading(String device) {
        return "{\"device\":\"%s\",\"ts\":\"2024-05-01T12:00:00Z\",\"cpu_used\":99}".formatted(device);
    }

    private static void alert(JobTestBed bed, String text) {
        bed.query("""
                INSERT INTO {db}.alerts (id, state, rule, severity, stream, series, first_time, last_time, text, emitted_at)
                VALUES ('x', 'firing', 'cpu-high', 'critical', 'sensors', map('device', '<i>pump</i>', 'core', '7'),
                    now64(6), now64(6), '%s', now64(3) + INTERVAL 1 HOUR)""".formatted(text));
    }

    /** Inserts more alerts than the list of the newest ones has. */
    private static void olderAlerts(JobTestBed bed) {
        bed.query("""
                INSERT INTO {db}.alerts (id, state, rule, severity, stream, first_time, last_time, text, emitted_at)
                SELECT toString(number), 'firing', 'cpu-high', 'critical', 'sensors', now64(6), now64(6), concat('older ', toString(number)),
                    now64(3) + INTERVAL 30 MINUTE - toIntervalMinute(number) FROM numbers(1, 12)""");
    }

    /** Returns the page once each chart has a line of two points and each score a number. */
    private static JsonNode seenWithNumbers(OpenPages open, String view) {
        return await("lines and scores of " + view)
                .until(() -> open.see(view), seen -> haveLines(seen) && haveNumbers(seen));
    }

    private static boolean haveNumbers(JsonNode seen) {
        return StreamSupport.stream(seen.get("scores").spliterator(), false)
                .allMatch(score -> score.textValue().matches("[0-9].*"));
    }

    private static boolean haveLines(JsonNode seen) {
        return StreamSupport.stream(seen.get("coloured").spliterator(), false)
                .allMatch(pixels -> pixels.intValue() > 0);
    }

    private static void expectEverything(String view, JsonNode seen) {
        assertThat(seen.get("errors")).as("console of %s", view).isEmpty();
        assertThat(seen.get("overflow").intValue())
                .as("%s scrolls sideways", view)
                .isZero();
        assertThat(seen.get("scores").fieldNames())
                .toIterable()
                .containsExactly(
                        "events",
                        "rows stored",
                        "freshness",
                        "lag",
                        "batches",
                        "size",
                        "dead letters",
                        "report lag",
                        "alerts firing");
        assertThat(seen.get("scores").get("dead letters").textValue()).isEqualTo("1");
        assertThat(seen.get("coloured").fieldNames())
                .toIterable()
                .containsExactly("chart-events", "chart-fresh", "chart-lag", "chart-bytes");
        assertThat(haveLines(seen))
                .as("each chart of %s has lines: %s", view, seen.get("coloured"))
                .isTrue();
    }

    @Test
    void takenPortIsReportedWithItsOption() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors");
                LivePage first = LivePage.start(bed.settings(), URI.create("http://127.0.0.1:9"), 0)) {
            int port = URI.create(first.url()).getPort();
            assertThatThrownBy(() -> LivePage.start(bed.settings(), URI.create("http://127.0.0.1:9"), port))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessage(
                            "port %d is taken: choose another one with --live-port, or free ones for all servers with --free-ports"
                                    .formatted(port));
        }
    }
}
