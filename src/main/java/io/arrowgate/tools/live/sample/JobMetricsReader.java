package io.arrowgate.tools.live.sample;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.tools.local.cluster.ClusterJobClient;
import io.arrowgate.tools.local.cluster.FlinkRestClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;
import org.apache.flink.api.common.JobStatus;

/** Reads the job's state and its operators' counters through Flink's REST interface. Not thread-safe. */
public final class JobMetricsReader {
    /** Metrics appear when their operator opens, without a notification. */
    private static final Duration METRICS_LOOKUP_INTERVAL = Duration.ofSeconds(10);

    private final FlinkRestClient flink;
    private final ClusterJobClient jobs;
    private final String jobName;
    private String jobId = "";
    /** Metrics by vertex of the job graph. */
    private final Map<String, List<OperatorMetric>> metrics = new LinkedHashMap<>();

    private long lookedUpNanos;

    /**
     * Identifies a Flink metric that the live page uses.
     *
     * @param id Flink's name of the metric
     * @param stream that the metric belongs to; null if it is the stream of the operator's task, {@link JobCounters#ALL_STREAMS} if none
     * @param metric one of the names in {@link JobCounters}
     */
    record OperatorMetric(String id, String stream, String metric) {
        private static final Pattern OF_STREAM = Pattern.compile(
                "(?:^|.*\\.)arrowgate\\.stream\\.([^.]+)\\.(?:(rows|batches|encodedBytes|pendingBatches|inFlightInserts)|reason\\.[^.]+\\.(deadLetters))");
        private static final Pattern OF_SOURCE = Pattern.compile("(?:^|.*\\.)(pendingRecords)");
        private static final Pattern OF_REPORTS = Pattern.compile("(?:^|.*\\.)(reportLagSeconds)");

        /** Returns the metric with this id; empty if the page does not use it. */
        static Optional<OperatorMetric> of(String id) {
            Matcher ofStream = OF_STREAM.matcher(id);
            if (ofStream.matches()) {
                String metric = ofStream.group(2) != null ? ofStream.group(2) : ofStream.group(3);
                return Optional.of(new OperatorMetric(id, ofStream.group(1), metric));
            }
            Matcher ofReports = OF_REPORTS.matcher(id);
            if (ofReports.matches()) {
                return Optional.of(new OperatorMetric(id, JobCounters.ALL_STREAMS, ofReports.group(1)));
            }
            Matcher ofSource = OF_SOURCE.matcher(id);
            return ofSource.matches() ? Optional.of(new OperatorMetric(id, null, ofSource.group(1))) : Optional.empty();
        }
    }

    public JobMetricsReader(FlinkRestClient flink, String jobName) {
        this.flink = flink;
        this.jobs = new ClusterJobClient(flink);
        this.jobName = jobName;
    }

    /**
     * Reads the counters of the running job.
     *
     * @throws IOException if Flink is unreachable or does not run the job
     */
    public JobCounters read() throws IOException, InterruptedException {
        JsonNode job = newest(flink.get("/jobs/overview").get("jobs"));
        String id = job.get("jid").textValue();
        boolean otherJob = !id.equals(jobId);
        if (otherJob || metrics.isEmpty() || System.nanoTime() - lookedUpNanos > METRICS_LOOKUP_INTERVAL.toNanos()) {
            jobId = id;
            lookForMetrics();
        }
        Map<String, Map<String, Double>> streams = new HashMap<>();
        for (Map.Entry<String, List<OperatorMetric>> vertex : metrics.entrySet()) {
            add(vertex.getKey(), vertex.getValue(), streams);
        }
        String state = job.get("state").textValue();
        return new JobCounters(state, failure(state), jobs.failuresUrl(jobId), streams);
    }

    private String failure(String state) throws IOException, InterruptedException {
        return state.equals(JobStatus.RUNNING.name())
                ? ""
                : StringUtils.normalizeSpace(jobs.lastFailure(jobId).orElse(""));
    }

    /** Returns the newest run of the job, because a cluster also lists earlier runs. */
    private JsonNode newest(JsonNode jobs) throws IOException {
        JsonNode newest = null;
        for (JsonNode job : jobs) {
            boolean named = job.get("name").textValue().equals(jobName);
            if (named
                    && (newest == null
                            || job.get("start-time").longValue()
                                    > newest.get("start-time").longValue())) {
                newest = job;
            }
        }
        if (newest == null) {
            throw new IOException("Flink does not run a job named '%s'".formatted(jobName));
        }
        return newest;
    }

    private void lookForMetrics() throws IOException, InterruptedException {
        lookedUpNanos = System.nanoTime();
        metrics.clear();
        for (JsonNode vertex : flink.get("/jobs/" + jobId).get("vertices")) {
            String id = vertex.get("id").textValue();
            List<OperatorMetric> found = flink.get(metricsOf(id)).findValuesAsText("id").stream()
                    .map(OperatorMetric::of)
                    .flatMap(Optional::stream)
                    .toList();
            // A source without a stream reads rules.
            if (found.stream().anyMatch(name -> name.stream() != null)) {
                metrics.put(id, found);
            }
        }
    }

    private void add(String vertex, List<OperatorMetric> names, Map<String, Map<String, Double>> streams)
            throws IOException, InterruptedException {
        String ids = names.stream()
                .map(name -> URLEncoder.encode(name.id(), StandardCharsets.UTF_8))
                .collect(joining(","));
        Map<String, Double> sums = new HashMap<>();
        for (JsonNode sum : flink.get(metricsOf(vertex) + "?agg=sum&get=" + ids)) {
            sums.put(sum.get("id").textValue(), sum.get("sum").doubleValue());
        }
        String ofTask = names.stream()
                .map(OperatorMetric::stream)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        for (OperatorMetric name : names) {
            Double sum = sums.get(name.id());
            if (sum != null) {
                String stream = name.stream() == null ? ofTask : name.stream();
                streams.computeIfAbsent(stream, key -> new HashMap<>()).merge(name.metric(), sum, Double::sum);
            }
        }
    }

    private String metricsOf(String vertex) {
        return "/jobs/%s/vertices/%s/subtasks/metrics".formatted(jobId, vertex);
    }
}
