package io.arrowgate.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.option.ArrowgateOption;
import java.lang.reflect.Field;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Records the key, default and type of every option. Users depend on each, so a change must be a change of this test.
 */
class RecordedOptionsTest {
    @Test
    void everyKeyAndDefaultIsRecorded() {
        assertThat(SettingsLoader.KNOWN.stream().map(RecordedOptionsTest::line).collect(joining()))
                .isEqualTo("""
                job.name: text
                job.lease-duration: duration = 10 s
                job.lease-acquire-timeout: duration = 1 min
                streams: names = sensors,turnstiles
                streams.dir: text
                parallelism: number of subtasks = 0
                checkpoint.interval: duration = 2 s
                checkpoint.dir: text
                kafka.bootstrap-servers: text
                kafka.properties: properties
                kafka.starting-offsets: choice of earliest, latest = earliest
                kafka.partition-discovery-interval: duration = 10 s
                kafka.transaction-timeout: duration = 15 min
                kafka.on-lost-transaction: choice of fail, continue = fail
                kafka.dead-letters-topic: text = dead-letters
                kafka.dead-letter-max-bytes: size = 900 kb
                kafka.leases-topic: text = arrowgate-leases
                kafka.create-topics: switch = true
                kafka.new-topic-partitions: number of partitions = 3
                kafka.new-topic-replication-factor: number of replicas = -1
                batch.max-rows: number of rows = 100000
                batch.max-age: duration = 1 s
                batch.max-bytes: size = 900 kb
                batch.max-days: number of days = 100
                batch.arrow-memory: size = 256 mb
                clickhouse.url: text
                clickhouse.user: text = default
                clickhouse.password: secret
                clickhouse.database: text = default
                clickhouse.tls.ca-certificate: text
                clickhouse.tls.client-certificate: text
                clickhouse.tls.client-key: text
                clickhouse.cluster: text
                clickhouse.insert-quorum: text = auto
                clickhouse.connect-timeout: duration = 10 s
                clickhouse.request-timeout: duration = 1 min
                clickhouse.retry.initial-backoff: duration = 200 ms
                clickhouse.retry.max-backoff: duration = 30 s
                clickhouse.retry.max-duration: duration
                clickhouse.max-inflight-inserts: number of inserts = 2
                clickhouse.on-rejected-batch: choice of fail, dead-letter = fail
                clickhouse.rejected-batches-topic: text = dead-letters.batches
                clickhouse.max-consecutive-rejected-batches: number of batches = 10
                clickhouse.spill-threshold: size = 1 mb
                clickhouse.max-buffered-bytes: size = 1 gb
                clickhouse.spill-dir: text
                alerts.enabled: switch = true
                alerts.topic: text = alerts
                alerts.rules-topic: text = alert-rules
                alerts.table: text = alerts
                alerts.series-ttl: duration = 7 d
                alerts.state-memory: size = 256 mb
                reports.enabled: switch = true
                reports.refresh-interval: duration = 10 s
                lake.path: text
                kafka.port: number of a port = 19092
                clickhouse.port: number of a port = 8123
                flink.ui-port: number of a port = 8081
                live.port: number of a port = 8090
                data.dir: text = .arrowgate
                """);
    }

    @Test
    void everyConstantIsAKnownOption() {
        assertThat(SettingsLoader.KNOWN)
                .doesNotHaveDuplicates()
                .hasSameElementsAs(Stream.of(ArrowgateOptions.class, LocalOptions.class)
                        .flatMap(holder -> Stream.of(holder.getFields()))
                        .filter(field -> field.getType() == ArrowgateOption.class)
                        .<ArrowgateOption<?>>map(RecordedOptionsTest::option)
                        .toList());
    }

    private static String line(ArrowgateOption<?> option) {
        String type = option.type().name().toLowerCase(Locale.ROOT);
        return option.key()
                + ": " + (option.unit().isEmpty() ? type : type + " of " + option.unit())
                + (option.defaultText().isEmpty() ? "" : " = " + option.defaultText())
                + "\n";
    }

    private static ArrowgateOption<?> option(Field constant) {
        try {
            return (ArrowgateOption<?>) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(constant + " is not public", e);
        }
    }
}
