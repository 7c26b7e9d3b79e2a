package io.arrowgate.config;

import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.config.option.OptionType;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.config.option.ResolvedOptions.Value;
import io.arrowgate.config.option.SecretFile;
import io.arrowgate.config.option.Secrets;
import io.arrowgate.config.option.SettingsFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves each option's value: the command line precedes the environment, the file and the default. Rejects unknown
 * names.
 */
public final class SettingsLoader {
    /** Lists every option that a file or the environment may name, including those the current command does not use. */
    static final List<ArrowgateOption<?>> KNOWN = Stream.concat(
                    ArrowgateOptions.ALL.stream(), LocalOptions.ALL.stream())
            .toList();

    private static final Logger LOG = LoggerFactory.getLogger(SettingsLoader.class);

    private final Map<String, Value> values = new HashMap<>();

    private SettingsLoader() {}

    /**
     * Resolves the options and reads secrets from files. {@link JobSettings} and its parts validate the values.
     *
     * @param flags values of the command line, by option key
     * @param file a {@code .properties} or YAML file; null for none
     * @param environment all variables of the process; only those that start with {@code ARROWGATE_} are used
     * @throws InvalidSettingException naming the setting, its origin and what is expected
     */
    public static ResolvedOptions load(Map<String, String> flags, Path file, Map<String, String> environment) {
        SettingsLoader loader = new SettingsLoader();
        if (file != null) {
            loader.addFile(file);
        }
        loader.addEnvironment(environment);
        flags.forEach((key, text) -> loader.values.put(key, new Value(text, "--" + key)));
        loader.replaceDeprecatedKeys();
        loader.values.replaceAll(SettingsLoader::withSecretRead);
        return new ResolvedOptions(KNOWN, loader.values);
    }

    private void replaceDeprecatedKeys() {
        for (ArrowgateOption<?> option : KNOWN) {
            option.deprecatedKeys().forEach(key -> replaceDeprecatedKey(key, option.key()));
        }
    }

    private void replaceDeprecatedKey(String deprecated, String key) {
        Value value = values.remove(deprecated);
        if (value == null) {
            return;
        }
        LOG.warn("Option {} (from {}) is deprecated; use {} instead", deprecated, value.origin(), key);
        Value other = values.putIfAbsent(key, value);
        if (other != null) {
            throw new InvalidSettingException(
                    key,
                    "is given (from %s) together with its deprecated key %s (from %s); remove %s"
                            .formatted(other.origin(), deprecated, value.origin(), deprecated));
        }
    }

    private static Value withSecretRead(String key, Value value) {
        // Kafka itself reads file: addresses, for example in sasl.oauthbearer.token.endpoint.url.
        boolean secret = !key.endsWith(".url")
                && KNOWN.stream().anyMatch(option -> option.matchesKey(key) && Secrets.isSecret(option, key));
        try {
            return secret ? new Value(SecretFile.read(key, value.text()), value.origin()) : value;
        } catch (InvalidSettingException e) {
            throw e.from(value.origin());
        }
    }

    private void addFile(Path file) {
        SettingsFile.read(file).forEach((key, text) -> {
            if (KNOWN.stream().noneMatch(option -> accepts(option, key))) {
                List<String> keys = KNOWN.stream().map(ArrowgateOption::key).toList();
                throw new InvalidSettingException(
                        key, "unknown option (file %s)%s".formatted(file, NameSuggestion.suggestion(key, keys)));
            }
            values.put(key, new Value(text, "file " + file));
        });
    }

    private static boolean accepts(ArrowgateOption<?> option, String key) {
        return option.matchesKey(key) || option.deprecatedKeys().contains(key);
    }

    private void addEnvironment(Map<String, String> environment) {
        environment.forEach((variable, text) -> {
            if (variable.startsWith(ArrowgateOption.ENVIRONMENT_PREFIX)) {
                values.put(keyOf(variable), new Value(text, "environment variable " + variable));
            }
        });
    }

    private static String keyOf(String variable) {
        for (ArrowgateOption<?> option : KNOWN) {
            Optional<String> key = keyOf(option, variable);
            if (key.isPresent()) {
                return key.get();
            }
        }
        List<String> variables =
                KNOWN.stream().map(ArrowgateOption::environmentVariable).toList();
        throw new InvalidSettingException(
                variable,
                "unknown option (environment variable)%s".formatted(NameSuggestion.suggestion(variable, variables)));
    }

    private static Optional<String> keyOf(ArrowgateOption<?> option, String variable) {
        if (option.type() != OptionType.PROPERTIES) {
            return Stream.concat(Stream.of(option.key()), option.deprecatedKeys().stream())
                    .filter(key -> ArrowgateOption.environmentVariable(key).equals(variable))
                    .findFirst();
        }
        String prefix = option.environmentVariable() + "_";
        if (!variable.startsWith(prefix)) {
            return Optional.empty();
        }
        // Kafka's own property names are words joined by dots.
        String property =
                variable.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.');
        return Optional.of(option.key() + "." + property);
    }
}
