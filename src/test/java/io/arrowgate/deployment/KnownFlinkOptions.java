package io.arrowgate.deployment;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Collects the option keys of the Flink on the class path, to find mistyped keys in files. */
final class KnownFlinkOptions {
    private static final String PROMETHEUS = ConfigConstants.METRICS_REPORTER_PREFIX + "prom.";

    private KnownFlinkOptions() {}

    static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        Stream.of(
                        CheckpointingOptions.class,
                        CoreOptions.class,
                        HeartbeatManagerOptions.class,
                        JobManagerOptions.class,
                        MetricOptions.class,
                        RestOptions.class,
                        RestartStrategyOptions.class,
                        TaskManagerOptions.class)
                .flatMap(options -> Stream.of(options.getFields()))
                .filter(field -> field.getType() == ConfigOption.class)
                .forEach(field -> keys.add(key(field)));
        // Flink knows these without the reporter's name.
        Stream.of("factory.class", "port").forEach(key -> keys.add(PROMETHEUS + key));
        return keys;
    }

    private static String key(Field constant) {
        try {
            return ((ConfigOption<?>) constant.get(null)).key();
        } catch (IllegalAccessException e) {
            throw new AssertionError(constant + " is not public", e);
        }
    }
}
