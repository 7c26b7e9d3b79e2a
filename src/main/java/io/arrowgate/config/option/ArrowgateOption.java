package io.arrowgate.config.option;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * Describes one option: Flink's {@link ConfigOption} with the type, unit and description that it lacks or hides.
 *
 * @param configOption key, type, default and description
 * @param type format of its text
 * @param unit of a number, or the values of a choice; otherwise empty
 * @param description one or two sentences, as in {@code --help}
 */
public record ArrowgateOption<T>(ConfigOption<T> configOption, OptionType type, String unit, String description) {
    public static final String ENVIRONMENT_PREFIX = "ARROWGATE_";

    public static ArrowgateOption<String> text(String key, String defaultValue, String description) {
        return text(key, defaultValue, OptionType.TEXT, description);
    }

    public static ArrowgateOption<String> secret(String key, String defaultValue, String description) {
        return text(key, defaultValue, OptionType.SECRET, description);
    }

    private static ArrowgateOption<String> text(String key, String defaultValue, OptionType type, String description) {
        ConfigOptions.TypedConfigOptionBuilder<String> option =
                ConfigOptions.key(key).stringType();
        return new ArrowgateOption<>(
                withDefault(option, defaultValue).withDescription(description), type, "", description);
    }

    public static ArrowgateOption<Integer> number(String key, int defaultValue, String unit, String description) {
        return new ArrowgateOption<>(
                ConfigOptions.key(key).intType().defaultValue(defaultValue).withDescription(description),
                OptionType.NUMBER,
                unit,
                description);
    }

    public static ArrowgateOption<Boolean> toggle(String key, boolean defaultValue, String description) {
        return new ArrowgateOption<>(
                ConfigOptions.key(key).booleanType().defaultValue(defaultValue).withDescription(description),
                OptionType.SWITCH,
                "",
                description);
    }

    /** Creates a duration option; it has no default if {@code defaultValue} is null. */
    public static ArrowgateOption<Duration> duration(String key, Duration defaultValue, String description) {
        ConfigOptions.TypedConfigOptionBuilder<Duration> option =
                ConfigOptions.key(key).durationType();
        return new ArrowgateOption<>(
                withDefault(option, defaultValue).withDescription(description), OptionType.DURATION, "", description);
    }

    public static ArrowgateOption<MemorySize> size(String key, String defaultValue, String description) {
        return new ArrowgateOption<>(
                ConfigOptions.key(key)
                        .memoryType()
                        .defaultValue(MemorySize.parse(defaultValue))
                        .withDescription(description),
                OptionType.SIZE,
                "",
                description);
    }

    public static ArrowgateOption<List<String>> names(String key, List<String> defaultValue, String description) {
        return new ArrowgateOption<>(
                ConfigOptions.key(key)
                        .stringType()
                        .asList()
                        .defaultValues(defaultValue.toArray(String[]::new))
                        .withDescription(description),
                OptionType.NAMES,
                "",
                description);
    }

    /** Creates an option that takes one of an enum's values, by their text in any case. */
    public static <E extends Enum<E>> ArrowgateOption<E> choice(String key, E defaultValue, String description) {
        Class<E> type = defaultValue.getDeclaringClass();
        return new ArrowgateOption<>(
                ConfigOptions.key(key).enumType(type).defaultValue(defaultValue).withDescription(description),
                OptionType.CHOICE,
                Arrays.stream(type.getEnumConstants())
                        .map(ArrowgateOption::text)
                        .collect(joining(", ")),
                description);
    }

    public static ArrowgateOption<Map<String, String>> properties(String key, String description) {
        return new ArrowgateOption<>(
                ConfigOptions.key(key).mapType().defaultValue(Map.of()).withDescription(description),
                OptionType.PROPERTIES,
                "",
                description);
    }

    private static <T> ConfigOption<T> withDefault(ConfigOptions.TypedConfigOptionBuilder<T> option, T defaultValue) {
        return defaultValue == null ? option.noDefaultValue() : option.defaultValue(defaultValue);
    }

    /** Adds a deprecated key of earlier versions, which keeps working. */
    public ArrowgateOption<T> replacing(String deprecatedKey) {
        return new ArrowgateOption<>(configOption.withDeprecatedKeys(deprecatedKey), type, unit, description);
    }

    public String key() {
        return configOption.key();
    }

    /** Returns the keys of earlier versions, which keep working. */
    public List<String> deprecatedKeys() {
        return StreamSupport.stream(configOption.fallbackKeys().spliterator(), false)
                .map(FallbackKey::getKey)
                .toList();
    }

    public boolean isSecret() {
        return type == OptionType.SECRET;
    }

    /**
     * Returns the environment variable, such as {@code ARROWGATE_KAFKA_BOOTSTRAP_SERVERS} for {@code
     * kafka.bootstrap-servers}.
     */
    public String environmentVariable() {
        return environmentVariable(key());
    }

    public static String environmentVariable(String key) {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Returns whether this option holds the value of a key: its own key, or one with its prefix. */
    public boolean matchesKey(String candidate) {
        return type == OptionType.PROPERTIES ? candidate.startsWith(key() + ".") : candidate.equals(key());
    }

    /** Describes valid values, for example {@code whole number of rows}. */
    public String expectation() {
        return switch (type) {
            case NUMBER -> type.expectation() + " of " + unit;
            case CHOICE -> type.expectation() + " " + unit;
            default -> type.expectation();
        };
    }

    /** Returns the default as text; empty if there is none. */
    public String defaultText() {
        T value = configOption.defaultValue();
        return value == null ? "" : text(value);
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        if (value instanceof Map<?, ?> map && map.isEmpty()) {
            return "";
        }
        return value instanceof Enum<?> choice ? choice.toString().toLowerCase(Locale.ROOT) : value.toString();
    }
}
