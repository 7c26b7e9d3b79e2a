package io.arrowgate.config.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** Holds the values of all options after precedence has been applied, each with its origin. Immutable. */
public final class ResolvedOptions {
    private static final String DEFAULT_ORIGIN = "default";

    private final List<ArrowgateOption<?>> options;
    private final Map<String, Value> values;

    /**
     * Describes the text of a setting and its origin.
     *
     * @param text as the user wrote it
     * @param origin for example {@code --batch.max-rows} or {@code file arrowgate.yaml}
     */
    public record Value(String text, String origin) {}

    /**
     * @param options the known options
     * @param values by key; keys of a {@code PROPERTIES} option have its prefix
     */
    public ResolvedOptions(List<ArrowgateOption<?>> options, Map<String, Value> values) {
        this.options = List.copyOf(options);
        this.values = Map.copyOf(values);
        options.forEach(this::get);
    }

    /** Returns the value in force; null if there is neither a value nor a default. */
    public <T> T get(ArrowgateOption<T> option) {
        try {
            return configuration().get(option.configOption());
        } catch (IllegalArgumentException e) {
            Value bad = values.get(option.key());
            String text = option.isSecret() ? Secrets.MASK : bad.text();
            throw new InvalidSettingException(
                            option.key(), "'%s' is not valid; expected %s".formatted(text, option.expectation()))
                    .from(bad.origin());
        }
    }

    /** Returns a size that must fit an array or a message. */
    public int bytes(ArrowgateOption<MemorySize> option) {
        long bytes = get(option).getBytes();
        if (bytes > Integer.MAX_VALUE) {
            throw new InvalidSettingException(
                    option.key(), "'%d' bytes are too large; give less than 2 gb".formatted(bytes));
        }
        return (int) bytes;
    }

    /** Returns whether the user gave a value. */
    public boolean isSet(ArrowgateOption<?> option) {
        return values.keySet().stream().anyMatch(option::matchesKey);
    }

    /** Sets a value for an option that the user left unset; a value from the user stays. */
    public <T> ResolvedOptions withPreset(ArrowgateOption<T> option, String text, String origin) {
        return isSet(option) ? this : with(option, text, origin);
    }

    /** Returns these options with a different value for one of them. */
    public <T> ResolvedOptions with(ArrowgateOption<T> option, String text, String origin) {
        Map<String, Value> changed = new TreeMap<>(values);
        changed.put(option.key(), new Value(text, origin));
        return new ResolvedOptions(options, changed);
    }

    /** Returns the values that are set for these options, in the form of a settings file. Defaults are left out. */
    public Map<String, String> texts(List<ArrowgateOption<?>> of) {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((key, value) -> {
            if (of.stream().anyMatch(option -> option.matchesKey(key))) {
                texts.put(key, value.text());
            }
        });
        return texts;
    }

    public boolean isGiven(String key) {
        return values.containsKey(key);
    }

    /** Returns the origin of the value in force. */
    public String origin(String key) {
        Value value = values.get(key);
        return value == null ? DEFAULT_ORIGIN : value.origin();
    }

    /** Returns one line per option, {@code key = value (origin)}, with secrets masked. */
    public String describe() {
        List<String> lines = new ArrayList<>();
        for (ArrowgateOption<?> option : options) {
            List<String> keys =
                    values.keySet().stream().filter(option::matchesKey).sorted().toList();
            keys.forEach(key -> lines.add(line(option, key)));
            if (keys.isEmpty()) {
                lines.add(line(option, option.key()));
            }
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String line(ArrowgateOption<?> option, String key) {
        Value value = values.getOrDefault(key, new Value(option.defaultText(), DEFAULT_ORIGIN));
        String shown = Secrets.isSecret(option, key) && !value.text().isEmpty() ? Secrets.MASK : value.text();
        return "%s = %s  (%s)".formatted(key, shown, value.origin());
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration();
        for (ArrowgateOption<?> option : options) {
            // Flink separates the entries of a list by semicolons.
            values.forEach((key, value) -> {
                if (option.matchesKey(key)) {
                    boolean list = option.type() == OptionType.NAMES;
                    configuration.setString(key, list ? value.text().replace(',', ';') : value.text());
                }
            });
        }
        return configuration;
    }
}
