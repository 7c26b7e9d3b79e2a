package io.arrowgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "job.name", "test", "kafka.bootstrap-servers", "broker:9092", "clickhouse.url", "http://clickhouse:8123");

    @TempDir
    private Path folder;

    @Test
    void commandLinePrecedesEnvironmentFileAndDefault() throws IOException {
        Path file = file("a.properties", "batch.max-rows=1\nbatch.max-days=1\nbatch.max-age=1 min");
        Map<String, String> environment =
                Map.of("ARROWGATE_BATCH_MAX_ROWS", "2", "ARROWGATE_BATCH_MAX_DAYS", "2", "PATH", "/bin");

        ResolvedOptions options = SettingsLoader.load(Map.of("batch.max-rows", "3"), file, environment);

        assertThat(options.get(ArrowgateOptions.BATCH_MAX_ROWS)).isEqualTo(3);
        assertThat(options.get(ArrowgateOptions.BATCH_MAX_DAYS)).isEqualTo(2);
        assertThat(options.get(ArrowgateOptions.BATCH_MAX_AGE)).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.get(ArrowgateOptions.CHECKPOINT_INTERVAL)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void jobSettingsHaveDocumentedDefaults() {
        JobSettings settings = JobSettings.from(SettingsLoader.load(REQUIRED, null, Map.of()));

        assertThat(settings.streams()).containsExactly("sensors", "turnstiles");
        assertThat(settings.batch())
                .isEqualTo(new BatchSettings(100_000, Duration.ofSeconds(1), 900 * 1024, 100, 256L << 20));
        assertThat(settings.kafka().transactionTimeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.clickHouse().retryMaxDuration()).isNull();
        assertThat(settings.alerts())
                .isEqualTo(new AlertSettings(
                        true, "alerts", "alert-rules", "alerts", Duration.ofDays(7), MemorySize.ofMebiBytes(256)));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void yamlKeysAreNestedOrDotted() throws IOException {
        Path file = file("a.yaml", """
                streams: [turnstiles, sensors]
                streams.dir: /streams
                kafka:
                  bootstrap-servers: b:1
                  properties:
                    security.protocol: SSL
                """);

        ResolvedOptions options = SettingsLoader.load(Map.of(), file, Map.of());

        assertThat(options.get(ArrowgateOptions.STREAMS)).containsExactly("turnstiles", "sensors");
        assertThat(options.get(ArrowgateOptions.STREAMS_DIR)).isEqualTo("/streams");
        assertThat(options.get(ArrowgateOptions.KAFKA_PROPERTIES)).isEqualTo(Map.of("security.protocol", "SSL"));
    }

    @Test
    void namesMayHaveBlanksAroundCommas() {
        ResolvedOptions options = SettingsLoader.load(Map.of("streams", "a , b"), null, Map.of());

        assertThat(options.get(ArrowgateOptions.STREAMS)).containsExactly("a", "b");
    }

    @Test
    void kafkaPropertiesOfAllOriginsAreMerged() throws IOException {
        Path file = file("a.properties", "kafka.properties.a=file\nkafka.properties.b=file");

        ResolvedOptions options = SettingsLoader.load(
                Map.of("kafka.properties.a", "flag"), file, Map.of("ARROWGATE_KAFKA_PROPERTIES_SSL_PROTOCOL", "env"));

        assertThat(options.get(ArrowgateOptions.KAFKA_PROPERTIES))
                .isEqualTo(Map.of("a", "flag", "b", "file", "ssl.protocol", "env"));
    }

    @Test
    void unknownFileKeyIsRejectedWithSuggestion() throws IOException {
        Path file = file("a.yaml", "kafka: {bootstrap-server: x}");

        assertThatThrownBy(() -> SettingsLoader.load(Map.of(), file, Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("kafka.bootstrap-server: unknown option")
                .hasMessageContaining("a.yaml")
                .hasMessageEndingWith("did you mean 'kafka.bootstrap-servers'?");
    }

    @Test
    void unknownEnvironmentVariableIsRejectedWithSuggestion() {
        assertThatThrownBy(() -> SettingsLoader.load(Map.of(), null, Map.of("ARROWGATE_BATCH_MAXROWS", "1")))
                .hasMessageContaining("ARROWGATE_BATCH_MAXROWS")
                .hasMessageEndingWith("did you mean 'ARROWGATE_BATCH_MAX_ROWS'?");
    }

    @Test
    void missingFileIsRejectedWithItsName() {
        assertThatThrownBy(() -> SettingsLoader.load(Map.of(), Path.of("absent.properties"), Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("--config: 'absent.properties' does not exist");
    }

    @Test
    void duplicateKeyInFileIsRejected() throws IOException {
        Path properties = file("a.properties", "batch.max-rows=1\nbatch.max-rows=2");
        Path yaml = file("a.yaml", "batch: {max-rows: 1}\nbatch.max-rows: 2");

        assertThatThrownBy(() -> SettingsLoader.load(Map.of(), properties, Map.of()))
                .hasMessageContaining("batch.max-rows: is duplicated");
        assertThatThrownBy(() -> SettingsLoader.load(Map.of(), yaml, Map.of()))
                .hasMessageContaining("batch.max-rows: is duplicated");
    }

    @Test
    void invalidValueErrorNamesKeyOriginAndExpectation() {
        assertThatThrownBy(() -> SettingsLoader.load(Map.of(), null, Map.of("ARROWGATE_BATCH_MAX_ROWS", "ten")))
                .hasMessage("batch.max-rows (from environment variable ARROWGATE_BATCH_MAX_ROWS): 'ten' is not valid;"
                        + " expected whole number of rows");
    }

    @Test
    void outOfRangeValueErrorNamesOriginAndRemedy() {
        assertBad("kafka.transaction-timeout", "1 h", "(from --kafka.transaction-timeout)", "give 15 min or less");
        assertBad("kafka.transaction-timeout", "4 s", "give 5 s or more");
        assertBad("checkpoint.interval", "301 s", "give 5 min or less, or raise kafka.transaction-timeout");
        assertBad("checkpoint.interval", "5", "'5 ms' is too short; give 10 ms or more");
        assertBad("batch.max-rows", "0", "'0' is too small; give 1 or more");
        assertBad("kafka.bootstrap-servers", "broker", "give for example broker-1:9092");
        assertBad("clickhouse.url", "clickhouse:8123", "give for example http://clickhouse:8123");
        assertBad("clickhouse.url", "http://a:8123,b:8123", "'b:8123' is not the address");
        assertBad("clickhouse.url", "http://a:8123,,http://b:8123", "address 2 of the list is empty");
        assertBad("clickhouse.url", "http://a:8123, http://a:8123", "'http://a:8123' is a duplicate");
        assertBad("clickhouse.insert-quorum", "most", "give auto");
        assertBad("clickhouse.retry.max-backoff", "1 ms", "is less than clickhouse.retry.initial-backoff");
        assertBad("clickhouse.database", "a`; DROP DATABASE b --", "use letters");
        assertBad("clickhouse.cluster", "a' b", "use letters");
        assertBad("job.name", "a b", "'a b' cannot name consumer groups");
        assertBad("streams", "a,a", "contains a duplicate");
        assertBad("batch.max-bytes", "3 gb", "give less than 2 gb");
    }

    @Test
    void missingRequiredSettingErrorNamesThreeWaysToSetIt() {
        assertThatThrownBy(() -> JobSettings.from(SettingsLoader.load(Map.of(), null, Map.of())))
                .hasMessage("kafka.bootstrap-servers: is not set; give --kafka.bootstrap-servers,"
                        + " ARROWGATE_KAFKA_BOOTSTRAP_SERVERS in the environment, or the key in the --config file");
    }

    @Test
    void urlWithPasswordIsRejectedWithoutPrintingIt() {
        assertThatThrownBy(() -> job("clickhouse.url", "http://me:hush@clickhouse:8123"))
                .hasMessageContaining("clickhouse.password")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void passwordInOneOfSeveralUrlsIsNotPrinted() {
        for (String urls : List.of("http://a:1,,http://me:hush@b:1", "http://a:1,http://me:hush@b:1")) {
            assertThatThrownBy(() -> job("clickhouse.url", urls)).message().doesNotContain("hush");
        }
    }

    @Test
    void clickHouseUrlAcceptsList() {
        assertThat(job("clickhouse.url", "http://a:8123, http://b:8123")
                        .clickHouse()
                        .urls())
                .containsExactly("http://a:8123", "http://b:8123");
    }

    @Test
    void batchAboveKafkaDefaultLimitWarns() {
        assertThat(job("batch.max-bytes", "2 mb").warnings())
                .singleElement()
                .asString()
                .contains("max.message.bytes");
    }

    @Test
    void presetAppliesOnlyToUnsetOptions() {
        ResolvedOptions options = SettingsLoader.load(Map.of("job.name", "mine"), null, Map.of())
                .withPreset(ArrowgateOptions.JOB_NAME, "arrowgate", "local stack")
                .withPreset(ArrowgateOptions.CLICKHOUSE_URL, "http://127.0.0.1:1", "local stack");

        assertThat(options.get(ArrowgateOptions.JOB_NAME)).isEqualTo("mine");
        assertThat(options.describe()).contains("clickhouse.url = http://127.0.0.1:1  (local stack)");
    }

    @Test
    void descriptionShowsOriginsAndMasksSecrets() {
        Map<String, String> flags = new HashMap<>(REQUIRED);
        flags.put("clickhouse.password", "hush");
        flags.put("kafka.properties.sasl.jaas.config", "hush");
        flags.put("kafka.properties.ssl.key.password", "hush");
        flags.put("kafka.properties.client.id", "shown");

        ResolvedOptions options = SettingsLoader.load(flags, null, Map.of());

        assertThat(options.describe())
                .contains("clickhouse.password = ***  (--clickhouse.password)")
                .contains("kafka.properties.sasl.jaas.config = ***")
                .contains("kafka.properties.client.id = shown")
                .contains("batch.max-rows = 100000  (default)")
                .doesNotContain("hush");
        assertThat(JobSettings.from(options).toString()).contains("shown").doesNotContain("hush");
    }

    @Test
    void secretsAreReadFromFiles() throws IOException {
        String password = "file:" + file("password", "hush\n");
        String jaas = "file:" + file("jaas", "a login line;\r\n");
        Map<String, String> flags = new HashMap<>(REQUIRED);
        flags.put("clickhouse.password", password);
        flags.put("kafka.properties.client.id", password);
        flags.put("kafka.properties.sasl.oauthbearer.token.endpoint.url", password);

        JobSettings settings = JobSettings.from(
                SettingsLoader.load(flags, null, Map.of("ARROWGATE_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", jaas)));

        assertThat(settings.clickHouse().password()).isEqualTo("hush");
        assertThat(settings.kafka().clientProperties())
                .containsEntry("sasl.jaas.config", "a login line;")
                // Kafka itself reads this address.
                .containsEntry("sasl.oauthbearer.token.endpoint.url", password)
                // Not a secret, so unchanged.
                .containsEntry("client.id", password);
    }

    @Test
    void unusableSecretFileIsNamedWithItsSetting() throws IOException {
        assertBad("clickhouse.password", "file:/no/such/file", "(from --clickhouse.password)", "/no/such/file");
        assertBad("clickhouse.password", "file:" + file("empty", "\n"), "is empty");
        assertBad("kafka.properties.ssl.key.password", "file:" + folder, "cannot read file");
    }

    @Test
    void tlsFilesRequireEachOtherAndHttpsUrl() {
        assertThatThrownBy(() -> job("clickhouse.tls.ca-certificate", "ca.pem"))
                .hasMessageStartingWith("clickhouse.url")
                .hasMessageContaining("is not https://");
        Map<String, String> flags = new HashMap<>(REQUIRED);
        flags.put("clickhouse.tls.ca-certificate", "ca.pem");
        flags.put("clickhouse.url", "https://a:8443,http://b:8123");
        assertThatThrownBy(() -> JobSettings.from(SettingsLoader.load(flags, null, Map.of())))
                .hasMessageContaining("'http://b:8123' is not https://");
        flags.remove("clickhouse.tls.ca-certificate");
        flags.put("clickhouse.url", "https://clickhouse:8443");
        flags.put("clickhouse.tls.client-certificate", "client.pem");

        assertThatThrownBy(() -> JobSettings.from(SettingsLoader.load(flags, null, Map.of())))
                .hasMessageStartingWith("clickhouse.tls.client-key: is not set");
    }

    @Test
    void everyOptionHasDescriptionAndUniqueEnvironmentVariable() {
        List<ArrowgateOption<?>> known = SettingsLoader.KNOWN;

        assertThat(known).allSatisfy(option -> assertThat(option.description()).endsWith("."));
        assertThat(known).extracting(ArrowgateOption::environmentVariable).doesNotHaveDuplicates();
    }

    @Test
    void alertTopicsAndTableAreValidated() {
        assertBad("alerts.topic", "not a topic", "letters");
        assertBad("alerts.rules-topic", "alerts", "is also alerts.topic");
        assertBad("alerts.table", "db.alerts", "clickhouse.database");
        assertBad("alerts.series-ttl", "0 s", "not a positive duration");
    }

    private void assertBad(String key, String value, String... parts) {
        assertThatThrownBy(() -> job(key, value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(key)
                .hasMessageContainingAll(parts);
    }

    private static JobSettings job(String key, String value) {
        Map<String, String> flags = new HashMap<>(REQUIRED);
        flags.put(key, value);
        return JobSettings.from(SettingsLoader.load(flags, null, Map.of()));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
