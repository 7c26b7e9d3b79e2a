package io.arrowgate.config;

import io.arrowgate.config.option.ArrowgateOption;
import java.util.ArrayList;
import java.util.List;

/** Declares the options of the local stack, which the job itself does not use. */
public final class LocalOptions {
    private static final List<ArrowgateOption<?>> DECLARED = new ArrayList<>();

    public static final ArrowgateOption<Integer> KAFKA_PORT = declare(port("kafka.port", 19092, "Kafka broker"));
    public static final ArrowgateOption<Integer> CLICKHOUSE_PORT =
            declare(port("clickhouse.port", 8123, "ClickHouse HTTP interface"));
    public static final ArrowgateOption<Integer> FLINK_UI_PORT = declare(port("flink.ui-port", 8081, "Flink web UI"));
    public static final ArrowgateOption<Integer> LIVE_PORT = declare(port("live.port", 8090, "live page"));
    public static final ArrowgateOption<String> DATA_DIR = declare(
            ArrowgateOption.text("data.dir", ".arrowgate", "Folder of everything that the local stack writes."));

    /** Lists all options in the order of declaration, which is that of {@code docs/configuration.md}. */
    public static final List<ArrowgateOption<?>> ALL = List.copyOf(DECLARED);

    private LocalOptions() {}

    private static <T> ArrowgateOption<T> declare(ArrowgateOption<T> option) {
        DECLARED.add(option);
        return option;
    }

    private static ArrowgateOption<Integer> port(String key, int defaultValue, String server) {
        return ArrowgateOption.number(
                key, defaultValue, "a port", "Loopback port of the local %s; 0 for any free one.".formatted(server));
    }
}
