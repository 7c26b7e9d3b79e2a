package io.arrowgate.common;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Creates the metric groups of the job: {@code arrowgate} within the operator's group, with the stream's name as a label. */
public final class JobMetricGroups {
    /** Number of latest values that quantiles are computed from; a full histogram takes 8 KB. */
    private static final int WINDOW = 1_000;

    private JobMetricGroups() {}

    /** Returns the group of an operator that serves all streams. */
    public static MetricGroup group(MetricGroup operator) {
        return operator.addGroup("arrowgate");
    }

    /** Returns the group of an operator, or of a part of a sink, that serves one stream. */
    public static MetricGroup group(MetricGroup operator, String stream) {
        return group(operator).addGroup("stream", stream);
    }

    /** Registers a histogram of bounded size, which any thread may read. */
    public static Histogram histogram(MetricGroup group, String name) {
        return group.histogram(name, new DescriptiveStatisticsHistogram(WINDOW));
    }
}
