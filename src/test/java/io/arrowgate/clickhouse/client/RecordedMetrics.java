package io.arrowgate.clickhouse.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.TestAwait;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps what is registered, by name, with the labels of its sub-groups: {@code name{label=value}}. */
public final class RecordedMetrics extends UnregisteredMetricsGroup {
    private final Map<String, Counter> counters;
    private final Map<String, Gauge<?>> gauges;
    private final Map<String, Histogram> histograms;
    private final String labels;

    public RecordedMetrics() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), "");
    }

    private RecordedMetrics(
            Map<String, Counter> counters,
            Map<String, Gauge<?>> gauges,
            Map<String, Histogram> histograms,
            String labels) {
        this.counters = counters;
        this.gauges = gauges;
        this.histograms = histograms;
        this.labels = labels;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new RecordedMetrics(counters, gauges, histograms, labels + "{%s=%s}".formatted(key, value));
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(name + labels, super::counter);
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        gauges.put(name + labels, gauge);
        return gauge;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        histograms.put(name + labels, histogram);
        return histogram;
    }

    public long count(String name) {
        return counters.get(name).getCount();
    }

    /** Waits until the counter has this value, which another thread raises. */
    public void await(String name, long count) {
        TestAwait.await(name).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> assertThat(count(name))
                .isGreaterThanOrEqualTo(count));
    }

    public Object gauge(String name) {
        return gauges.get(name).getValue();
    }

    /** The last one of this name that was registered. */
    public Histogram histogram(String name) {
        return histograms.get(name);
    }
}
