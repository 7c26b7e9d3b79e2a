package io.arrowgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.testing.RecordedLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that keys of earlier versions keep working, with one warning each. */
@ResourceLock(RecordedLog.LOCK)
class DeprecatedOptionsTest {
    /** Current keys by deprecated key. Entries must not be removed within a major version. */
    private static final Map<String, String> RENAMED = Map.of(
            "job.lease-timeout", "job.lease-acquire-timeout",
            "kafka.partition-discovery", "kafka.partition-discovery-interval",
            "kafka.new-topic-replication", "kafka.new-topic-replication-factor",
            "clickhouse.pending-memory", "clickhouse.spill-threshold",
            "clickhouse.max-pending", "clickhouse.max-buffered-bytes",
            "reports.interval", "reports.refresh-interval");

    @TempDir
    private Path folder;

    /** Lists the ways to set an option. */
    enum Way {
        FLAG,
        DASHED_FLAG,
        ENVIRONMENT,
        PROPERTIES,
        YAML,
        NESTED_YAML;

        ResolvedOptions load(Path folder, Map<String, String> settings) throws IOException {
            return switch (this) {
                case FLAG -> flags(settings, ".");
                case DASHED_FLAG -> flags(settings, "-");
                case ENVIRONMENT -> {
                    Map<String, String> variables = new HashMap<>();
                    settings.forEach((key, text) -> variables.put(ArrowgateOption.environmentVariable(key), text));
                    yield SettingsLoader.load(Map.of(), null, variables);
                }
                case PROPERTIES -> file(folder.resolve("a.properties"), settings, "%s=%s\n");
                case YAML -> file(folder.resolve("a.yaml"), settings, "%s: %s\n");
                case NESTED_YAML -> {
                    Map<String, String> nested = new HashMap<>();
                    settings.forEach((key, text) -> nested.merge(
                            key.substring(0, key.indexOf('.')),
                            "  %s: %s\n".formatted(key.substring(key.indexOf('.') + 1), text),
                            String::concat));
                    yield file(folder.resolve("a.yml"), nested, "%s:\n%s");
                }
            };
        }

        private static ResolvedOptions flags(Map<String, String> settings, String separator) {
            String[] args = settings.entrySet().stream()
                    .map(setting -> "--%s=%s".formatted(setting.getKey().replace(".", separator), setting.getValue()))
                    .toArray(String[]::new);
            return JobCommandLine.parse(args, Map.of(), new PrintWriter(new StringWriter()))
                    .orElseThrow();
        }

        private static ResolvedOptions file(Path file, Map<String, String> settings, String line) throws IOException {
            StringBuilder text = new StringBuilder();
            settings.forEach((key, value) -> text.append(line.formatted(key, value)));
            return SettingsLoader.load(Map.of(), Files.writeString(file, text), Map.of());
        }
    }

    static Stream<ArrowgateOption<?>> renamed() {
        return SettingsLoader.KNOWN.stream()
                .filter(option -> !option.deprecatedKeys().isEmpty());
    }

    @Test
    void deprecatedKeysAreRecorded() {
        Map<String, String> keys = new HashMap<>();
        renamed().forEach(option -> option.deprecatedKeys().forEach(key -> keys.put(key, option.key())));

        assertThat(keys).isEqualTo(RENAMED);
    }

    @ParameterizedTest
    @MethodSource("renamed")
    void deprecatedKeyWorksAndWarnsOnce(ArrowgateOption<?> option) throws IOException {
        String deprecated = option.deprecatedKeys().get(0);
        String text = another(option);
        Object value =
                SettingsLoader.load(Map.of(option.key(), text), null, Map.of()).get(option);
        assertThat(value).isNotEqualTo(option.configOption().defaultValue());

        for (Way way : Way.values()) {
            try (RecordedLog log = new RecordedLog()) {
                ResolvedOptions options = way.load(folder, Map.of(deprecated, text));

                assertThat(options.get(option)).as("%s", way).isEqualTo(value);
                assertThat(options.texts(List.of(option))).containsOnlyKeys(option.key());
                assertThat(log.lines(SettingsLoader.class))
                        .as("%s", way)
                        .singleElement()
                        .asString()
                        .contains("Option " + deprecated + " (from ", "is deprecated; use " + option.key());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothKeysAreRejected(Way way) {
        assertThatThrownBy(() -> way.load(
                        folder, Map.of("clickhouse.max-pending", "2 mb", "clickhouse.max-buffered-bytes", "2 mb")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("clickhouse.max-buffered-bytes: ")
                .hasMessageContaining("deprecated key clickhouse.max-pending")
                .hasMessageEndingWith("remove clickhouse.max-pending");
    }

    @Test
    void bothKeysFromDifferentOriginsAreRejected() throws IOException {
        Path file = Files.writeString(folder.resolve("a.properties"), "reports.interval=1 s");

        assertThatThrownBy(() -> SettingsLoader.load(Map.of("reports.refresh-interval", "2 s"), file, Map.of()))
                .hasMessageContaining("from --reports.refresh-interval")
                .hasMessageContaining("reports.interval (from file " + file);
    }

    @Test
    void flagWithADeprecatedKeyPrecedesAFileWithIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.properties"), "clickhouse.max-pending=3 mb");

        ResolvedOptions options = SettingsLoader.load(Map.of("clickhouse.max-pending", "2 mb"), file, Map.of());

        assertThat(options.bytes(ArrowgateOptions.CLICKHOUSE_MAX_BUFFERED_BYTES))
                .isEqualTo(2 << 20);
    }

    @Test
    void badValueNamesTheDeprecatedKeyAsItsOrigin() {
        assertThatThrownBy(() -> SettingsLoader.load(Map.of("clickhouse.max-pending", "much"), null, Map.of()))
                .hasMessageStartingWith(
                        "clickhouse.max-buffered-bytes (from --clickhouse.max-pending): 'much' is not valid");
    }

    @Test
    void helpAndSuggestionsNameOnlyPresentKeys() {
        StringWriter help = new StringWriter();
        JobCommandLine.parse(new String[] {"--help"}, Map.of(), new PrintWriter(help, true));

        RENAMED.forEach((deprecated, key) -> assertThat(help.toString())
                .contains("--" + key)
                .doesNotContainPattern("--" + Pattern.quote(deprecated) + "(?![\\w-])"));
        assertThatThrownBy(() -> JobCommandLine.parse(
                        new String[] {"--clickhouse.max-pendin=1"}, Map.of(), new PrintWriter(help)))
                .message()
                .doesNotContain("clickhouse.max-pending");
    }

    @Test
    void documentationNamesOnlyPresentKeys() throws IOException {
        Pattern old = Pattern.compile("(?<!Formerly `|replacing\\(\")(?<![\\w.-])("
                + String.join("|", RENAMED.keySet().stream().map(Pattern::quote).toList()) + ")(?![\\w-])");
        for (String root : List.of("src/main", "docs", "compose", "flink-conf", "README.md", "docker-compose.yml")) {
            Path path = Path.of(root);
            if (!Files.exists(path)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as("%s", file)
                            .doesNotContainPattern(old);
                }
            }
        }
    }

    /** Returns a valid value that is not the default. */
    private static String another(ArrowgateOption<?> option) {
        return switch (option.type()) {
            case DURATION -> "61 s";
            case SIZE -> "2 mb";
            case NUMBER -> "2";
            default -> throw new IllegalArgumentException(option.key());
        };
    }
}
