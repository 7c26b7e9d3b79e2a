package io.arrowgate.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.ArrowgateOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuildComparisonRunTest {
    private static final Set<String> OPTIONS_OF_0_1_0 = Set.of(
            "alerts.enabled",
            "batch.max-rows",
            "checkpoint.dir",
            "checkpoint.interval",
            "clickhouse.database",
            "clickhouse.password",
            "clickhouse.tls.ca-certificate",
            "clickhouse.tls.client-certificate",
            "clickhouse.tls.client-key",
            "clickhouse.url",
            "clickhouse.user",
            "job.name",
            "kafka.bootstrap-servers",
            "kafka.properties",
            "parallelism",
            "reports.enabled",
            "streams",
            "streams.dir");

    private static final List<ArrowgateOption<?>> SERVERS = List.of(
            ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
            ArrowgateOptions.KAFKA_PROPERTIES,
            ArrowgateOptions.CLICKHOUSE_URL,
            ArrowgateOptions.CLICKHOUSE_USER,
            ArrowgateOptions.CLICKHOUSE_PASSWORD,
            ArrowgateOptions.CLICKHOUSE_TLS_CA_CERTIFICATE,
            ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE,
            ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_KEY);

    @Test
    void optionsOfARunExistInVersion010() {
        Map<String, String> servers = Stream.concat(SERVERS.stream(), Stream.of(ArrowgateOptions.PARALLELISM))
                .collect(Collectors.toMap(ArrowgateOption::key, option -> "1"));

        assertThat(BuildComparisonRun.jobOptions(servers, "bench-this-1", Path.of("runs"), 1))
                .containsOnlyKeys(OPTIONS_OF_0_1_0);
    }

    @Test
    void runsOfTwoBuildsShareOnlyTheTopic() {
        Map<String, String> ours = BuildComparisonRun.jobOptions(Map.of(), "bench-this-9", Path.of("runs"), 9);
        Map<String, String> theirs = BuildComparisonRun.jobOptions(Map.of(), "bench-other-9", Path.of("runs"), 9);

        assertThat(ours).containsEntry("clickhouse.database", "bench_this_9");
        for (String own : Set.of("job.name", "clickhouse.database", "checkpoint.dir", "streams.dir")) {
            assertThat(ours.get(own)).as(own).isNotEqualTo(theirs.get(own));
        }
    }
}
