package io.arrowgate.batch;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** Collects the metrics that an operator of stream {@code sensors} registers: {@code name} or {@code name{label=value}}. */
public final class RegisteredMetrics {
    private final Map<String, Metric> metrics = new HashMap<>();
    private final TaskMetricGroup task = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                    TestingMetricRegistry.builder()
                            .setRegisterConsumer(this::register)
                            .build(),
                    "localhost",
                    ResourceID.generate())
            .addJob(new JobID(), "job")
            .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");

    public TaskMetricGroup task() {
        return task;
    }

    /** Returns the value of a counter or gauge, or the count of a histogram. */
    public double value(String name) {
        Metric metric = metrics.get(name);
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Histogram histogram) {
            return histogram.getCount();
        }
        if (metric instanceof Gauge<?> gauge) {
            return ((Number) gauge.getValue()).doubleValue();
        }
        throw new AssertionError("no metric %s among %s".formatted(name, metrics.keySet()));
    }

    private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
        Map<String, String> labels = group.getAllVariables();
        if (!"sensors".equals(labels.get("<stream>"))) {
            return;
        }
        String label = "";
        for (String key : new String[] {"cause", "column", "reason", "rule", "state"}) {
            String value = labels.get("<" + key + ">");
            label += value == null ? "" : "{%s=%s}".formatted(key, value);
        }
        metrics.put(name + label, metric);
    }
}
