package io.arrowgate.config;

import java.util.List;

/** The options of the local stack, which the job itself does not know. */
public final class LocalOptions {
    public static final ArrowgateOption<Integer> KAFKA_PORT = port("kafka.port", 19092, "Kafka broker");
    public static final ArrowgateOption<Integer> CLICKHOUSE_PORT =
            port("clickhouse.port", 8123, "ClickHouse HTTP interface");
    public static final ArrowgateOption<Integer> FLINK_UI_PORT = port("flink.ui-port", 8081, "Flink web UI");
    public static final ArrowgateOption<Integer> LIVE_PORT = port("live.port", 8090, "live page");
    public static final ArrowgateOption<String> DATA_DIR =
            ArrowgateOption.text("data.dir", ".arrowgate", "Folder of everything that the local stack writes.");

    /** In the order of the table in docs/configuration.md. */
    public static final List<ArrowgateOption<?>> ALL =
            List.of(KAFKA_PORT, CLICKHOUSE_PORT, FLINK_UI_PORT, LIVE_PORT, DATA_DIR);

    private LocalOptions() {}

    private static ArrowgateOption<Integer> port(String key, int defaultValue, String server) {
        return ArrowgateOption.number(
                key, defaultValue, "a port", "Loopback port of the local %s; 0 for any free one.".formatted(server));
    }
}
