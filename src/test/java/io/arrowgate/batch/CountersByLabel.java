package io.arrowgate.batch;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** The counters that an operator registers with Flink, by name and the labels that tell them apart. */
final class CountersByLabel {
    private final Map<String, Counter> counters = new HashMap<>();
    private final TaskMetricGroup task = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                    TestingMetricRegistry.builder()
                            .setRegisterConsumer(this::register)
                            .build(),
                    "localhost",
                    ResourceID.generate())
            .addJob(new JobID(), "job")
            .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");

    TaskMetricGroup task() {
        return task;
    }

    /** Value of {@code name} or {@code name{label=value}} of the stream {@code sensors}. */
    long value(String name) {
        return counters.get(name).getCount();
    }

    private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
        Map<String, String> labels = group.getAllVariables();
        if (!(metric instanceof Counter counter) || !"sensors".equals(labels.get("<stream>"))) {
            return;
        }
        String label = "";
        for (String key : new String[] {"cause", "reason"}) {
            String value = labels.get("<" + key + ">");
            label += value == null ? "" : "{%s=%s}".formatted(key, value);
        }
        counters.put(name + label, counter);
    }
}
