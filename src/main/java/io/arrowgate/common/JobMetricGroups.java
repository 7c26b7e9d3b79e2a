package io.arrowgate.common;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Where the job's own metrics are: in the group {@code arrowgate} of their operator; those of a stream have its name as a label. */
public final class JobMetricGroups {
    /** Quantiles are those of so many latest values: 8 KB a histogram, once it is full. */
    private static final int WINDOW = 1_000;

    private JobMetricGroups() {}

    /** The group of an operator that is of no single stream. */
    public static MetricGroup group(MetricGroup operator) {
        return operator.addGroup("arrowgate");
    }

    /** The group of an operator, or of its sink's part, that is of one stream. */
    public static MetricGroup group(MetricGroup operator, String stream) {
        return group(operator).addGroup("stream", stream);
    }

    /** A histogram of bounded size. Any thread may read it. */
    public static Histogram histogram(MetricGroup group, String name) {
        return group.histogram(name, new DescriptiveStatisticsHistogram(WINDOW));
    }
}
