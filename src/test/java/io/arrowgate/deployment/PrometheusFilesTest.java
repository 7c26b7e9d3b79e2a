package io.arrowgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;

/** Tests the scrape targets and alerting rules of the compose file's Prometheus. */
class PrometheusFilesTest {
    private static final Path DIR = Path.of("compose/prometheus");
    /** Redpanda's admin API, which nothing in the compose file moves. */
    private static final int REDPANDA_ADMIN = 9644;

    private static final Pattern JOB = Pattern.compile("job=~?\"([^\"]+)\"");

    private final ComposeFile compose = new ComposeFile();
    private final Map<String, Object> prometheus = YamlFile.read(DIR.resolve("prometheus.yml"));
    private final List<Map<String, Object>> jobs = YamlFile.maps(prometheus.get("scrape_configs"));

    @Test
    void readsTheFilesOfItsImage() {
        assertThat(compose.command("prometheus"))
                .contains("--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus");
        assertThat(compose.mounts("prometheus"))
                .contains(new ComposeFile.Mount("prometheus", "prometheus-data", "/prometheus"));
        Dockerfile image = compose.dockerfile("prometheus");
        assertThat(List.of("prometheus.yml", "rules.yml"))
                .containsAll(YamlFile.strings(prometheus.get("rule_files")))
                .allMatch(file -> image.copies(DIR.resolve(file), "/etc/prometheus"));
    }

    @Test
    void scrapesServicesOnTheirPorts() throws Exception {
        int flink = Integer.parseInt(GlobalConfiguration.loadConfiguration("flink-conf")
                .toMap()
                .get("metrics.reporter.prom.port")
                .split("-", -1)[0]);
        int clickHouse = Integer.parseInt(
                XmlFile.text(Path.of("compose/clickhouse/config.d/prometheus.xml"), "/clickhouse/prometheus/port"));

        assertThat(addresses())
                .containsExactlyInAnyOrder(
                        "127.0.0.1:9090",
                        "jobmanager:" + flink,
                        "taskmanager:" + flink,
                        "clickhouse:" + clickHouse,
                        "redpanda:" + REDPANDA_ADMIN);
        assertThat(compose.services()).containsKeys("jobmanager", "taskmanager", "clickhouse", "redpanda");
        assertThat(YamlFile.strings(YamlFile.at(compose.service("taskmanager"), "healthcheck", "test")))
                .anyMatch(word -> word.contains(":" + flink + "/"));
    }

    private List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (Map<String, Object> job : jobs) {
            if (job.containsKey("static_configs")) {
                YamlFile.maps(job.get("static_configs"))
                        .forEach(config -> addresses.addAll(YamlFile.strings(config.get("targets"))));
            }
            if (job.containsKey("dns_sd_configs")) {
                for (Map<String, Object> config : YamlFile.maps(job.get("dns_sd_configs"))) {
                    assertThat(config).as("every address behind the name").containsEntry("type", "A");
                    YamlFile.strings(config.get("names"))
                            .forEach(name -> addresses.add(name + ":" + config.get("port")));
                }
            }
        }
        return addresses;
    }

    @Test
    void scrapesTheMetricsPaths() throws Exception {
        assertThat(job("redpanda")).containsEntry("metrics_path", "/public_metrics");
        assertThat(XmlFile.text(
                        Path.of("compose/clickhouse/config.d/prometheus.xml"), "/clickhouse/prometheus/endpoint"))
                .as("Prometheus's default path")
                .isEqualTo(job("clickhouse").getOrDefault("metrics_path", "/metrics"));
    }

    private Map<String, Object> job(String name) {
        return jobs.stream()
                .filter(job -> job.get("job_name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRuleUsesScrapedJobsAndHasADescription() {
        Set<String> names = new TreeSet<>();
        jobs.forEach(job -> names.add((String) job.get("job_name")));
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(JOB.matcher((String) alert.get("expr")).results().map(match -> match.group(1)))
                    .allSatisfy(jobs -> assertThat(names).anyMatch(name -> name.matches(jobs)));
            assertThat(YamlFile.texts(alert.get("labels"))).containsKey("severity");
            assertThat(YamlFile.texts(alert.get("annotations"))).containsKey("summary");
        });
        assertThat(alerts()).extracting(alert -> alert.get("alert")).doesNotHaveDuplicates();
    }

    @Test
    void runningPageDocumentsExactlyTheAlarms() throws Exception {
        String page = Files.readString(Path.of("docs/running.md"));
        String section = page.substring(page.indexOf("## When an alarm rings"));
        section = section.substring(0, section.indexOf("\n## "));
        List<String> documented = Pattern.compile("(?m)^### (\\w+)$")
                .matcher(section)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(alerts().stream()
                        .map(alert -> (String) alert.get("alert"))
                        .toList());
    }

    /** The link in an alarm's annotation, if it has one, leads to the page's entry of its name. */
    @Test
    void runbookLinksLeadToTheEntryOfTheirAlarm() {
        alerts().forEach(alert -> {
            String link = YamlFile.texts(alert.get("annotations")).get("runbook_url");
            if (link != null) {
                assertThat(URI.create(link).getFragment()).isEqualToIgnoringCase((String) alert.get("alert"));
            }
        });
    }

    private List<Map<String, Object>> alerts() {
        List<Map<String, Object>> alerts = new ArrayList<>();
        for (String file : YamlFile.strings(prometheus.get("rule_files"))) {
            YamlFile.maps(YamlFile.read(DIR.resolve(file)).get("groups"))
                    .forEach(group -> YamlFile.maps(group.get("rules")).stream()
                            .filter(rule -> rule.containsKey("alert"))
                            .forEach(alerts::add));
        }
        return alerts;
    }
}
