package io.arrowgate.job;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.ArrowgateJob;
import io.arrowgate.FlinkDefaults;
import io.arrowgate.config.JobSettings;
import io.arrowgate.deployment.dashboard.AlertingRules;
import io.arrowgate.deployment.dashboard.Dashboard;
import io.arrowgate.deployment.dashboard.PromQl;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.testing.TestPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests that the running job has exactly the metrics of docs/metrics.md, and that dashboards and alerting rules use only these.
 */
class MetricsIT {
    private static final Path PAGE = Path.of("docs/metrics.md");
    /** Flink's own labels for the scope of a metric. */
    private static final Set<String> PLACE = Set.of(
            "host",
            "tm_id",
            "job_id",
            "job_name",
            "task_id",
            "task_name",
            "task_attempt_id",
            "task_attempt_num",
            "subtask_index",
            "operator_id",
            "operator_name");

    private static final InMemoryReporter REPORTER = InMemoryReporter.create();
    private static JobTestBed bed;
    private static JobClient job;
    private static URI address;

    @BeforeAll
    static void start() throws Exception {
        bed = new JobTestBed("sensors", "turnstiles")
                .withColumn("sensors", "{name: fan, type: float64, on-bad-value: null}")
                .with("alerts.enabled", "true")
                .with("reports.enabled", "true")
                .with("clickhouse.on-rejected-batch", "dead-letter");
        JobSettings settings = bed.settings();
        Configuration flink = FlinkDefaults.of(settings);
        REPORTER.addToConfiguration(flink);
        address = withPrometheus(flink);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        ArrowgateJob.assemble(environment, settings);
        job = environment.executeAsync(settings.jobName());
        bed.send(bed.topic("sensors"), SteadyReadings.readings(0, 100));
        bed.send(bed.topic("turnstiles"), SteadyReadings.audits(0, 100));
        bed.awaitRows("sensors", 100);
        bed.awaitRows("turnstiles", 100);
    }

    @AfterAll
    static void stop() throws Exception {
        job.cancel().get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        bed.close();
    }

    /** As flink-conf/config.yaml has it, on a free port. */
    private static URI withPrometheus(Configuration flink) {
        int port = TestPorts.next();
        flink.setString(
                "metrics.reporter.prom.factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        flink.setString("metrics.reporter.prom.port", Integer.toString(port));
        return URI.create("http://localhost:%d/metrics".formatted(port));
    }

    /** Of each metric: name, kind, labels and operator, as the table has them. */
    private static Set<String> registered() {
        Set<String> rows = new TreeSet<>();
        REPORTER.getMetricsByGroup().forEach((group, metrics) -> {
            if (List.of(group.getScopeComponents()).contains("arrowgate")) {
                metrics.forEach((name, metric) -> rows.add(row(group, name, metric)));
            }
        });
        return rows;
    }

    private static String row(MetricGroup group, String name, Metric metric) {
        String kind = metric instanceof Counter ? "counter" : metric instanceof Histogram ? "histogram" : "gauge";
        String labels = group.getAllVariables().keySet().stream()
                .map(label -> label.substring(1, label.length() - 1))
                .filter(label -> !PLACE.contains(label))
                .sorted()
                .collect(Collectors.joining(", "));
        String operator = group.getAllVariables().get("<operator_name>").replaceAll("sensors|turnstiles", "…");
        return String.join(" | ", name, kind, labels, operator);
    }

    /** Rows of the table of our own metrics: name, kind, unit, labels, operator, and what follows. */
    private static Set<String> documented() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String line : Files.readString(PAGE).split("\n", -1)) {
            String[] cells = line.split("\\s*\\|\\s*", -1);
            if (cells.length > 6 && cells[1].matches("`\\w+`") && cells[2].matches("counter|gauge|histogram")) {
                rows.add(String.join(" | ", cells[1], cells[2], cells[4], cells[5])
                        .replace("`", ""));
            }
        }
        assertThat(rows).as("no metric is there twice").doesNotHaveDuplicates();
        return new TreeSet<>(rows);
    }

    @Test
    void tableListsExactlyTheMetricsOfTheJob() throws Exception {
        Set<String> documented = documented();
        // Operators register their metrics one after the other.
        await("the documented metrics")
                .untilAsserted(() -> assertThat(registered()).isEqualTo(documented));
    }

    @Test
    void dashboardsAndAlarmsUseExistingMetricsAndLabels() throws Exception {
        List<PromQl> expressions = expressions();
        Set<String> metrics = new TreeSet<>(flinkMetricsOfThePage());
        Set<String> labels = new TreeSet<>();
        for (PromQl expression : expressions) {
            assertThat(expression.metrics()).isNotEmpty();
            metrics.addAll(expression.metrics());
            labels.addAll(expression.labels());
        }
        metrics.remove("up"); // Prometheus' own.
        await("metrics of dashboards and alarms")
                .untilAsserted(() -> assertThat(scrape().names()).containsAll(metrics));
        assertThat(scrape().allLabels()).containsAll(labels);
    }

    private static List<PromQl> expressions() throws IOException {
        List<PromQl> expressions = new ArrayList<>();
        Dashboard.all()
                .forEach(dashboard -> dashboard.promQl().forEach(query -> expressions.add(PromQl.of(query.text()))));
        AlertingRules.all()
                .forEach(rule -> expressions.add(PromQl.of(rule.get("expr").asText())));
        return expressions;
    }

    private static List<String> flinkMetricsOfThePage() throws IOException {
        List<String> names = Pattern.compile("(?m)^\\| `(flink_\\w+)` \\|")
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(names).isNotEmpty();
        return names;
    }

    private static PrometheusScrape scrape() throws IOException, InterruptedException {
        return PrometheusScrape.of(address);
    }
}
