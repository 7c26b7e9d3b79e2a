package io.arrowgate.config;

import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.OptionType;
import io.arrowgate.config.option.ResolvedOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Maps options to command-line flags; {@code --kafka.bootstrap-servers} and {@code --kafka-bootstrap-servers} are
 * equivalent.
 */
public final class OptionFlags {
    private static final String CONFIG = "--config";

    private OptionFlags() {}

    /** Adds {@code --config} and a flag for each option to a command. */
    public static void addTo(CommandSpec command, List<ArrowgateOption<?>> options) {
        command.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description(
                        "Settings from a .properties or YAML file; the environment and the command line take precedence.")
                .build());
        addFlags(command, options);
        // The synopsis with all options would fill a screen.
        command.usageMessage().abbreviateSynopsis(true);
    }

    /** Creates a picocli mixin with a flag for each option, for options that several commands share. */
    public static CommandSpec mixin(List<ArrowgateOption<?>> options) {
        CommandSpec mixin = CommandSpec.create();
        addFlags(mixin, options);
        return mixin;
    }

    private static void addFlags(CommandSpec command, List<ArrowgateOption<?>> options) {
        for (ArrowgateOption<?> option : options) {
            command.addOption(flag(option));
            option.deprecatedKeys().forEach(key -> command.addOption(deprecatedFlag(key)));
        }
    }

    /** Accepts the key of an earlier version; {@code --help} does not list it. */
    private static OptionSpec deprecatedFlag(String key) {
        return OptionSpec.builder(names(key))
                .type(String.class)
                .paramLabel("VALUE")
                .hidden(true)
                .build();
    }

    private static OptionSpec flag(ArrowgateOption<?> option) {
        String defaultText = option.defaultText();
        String description = "%s%s (%s)"
                .formatted(
                        option.description(),
                        defaultText.isEmpty() ? "" : " Default: " + defaultText + ".",
                        option.expectation());
        // Picocli would expand ${...} and format specifiers.
        OptionSpec.Builder flag = OptionSpec.builder(names(option.key())).description(description.replace("%", "%%"));
        if (option.type() == OptionType.PROPERTIES) {
            return flag.type(LinkedHashMap.class)
                    .auxiliaryTypes(String.class, String.class)
                    .paramLabel("NAME=VALUE")
                    .build();
        }
        return flag.type(String.class).paramLabel("VALUE").build();
    }

    private static String[] names(String key) {
        String dashed = key.replace('.', '-');
        return dashed.equals(key) ? new String[] {"--" + key} : new String[] {"--" + key, "--" + dashed};
    }

    /** Rewrites {@code --kafka.properties.security.protocol=SSL} into the form of a picocli map option. */
    public static String[] expand(String... args) {
        List<String> expanded = new ArrayList<>();
        String prefix = "--" + ArrowgateOptions.KAFKA_PROPERTIES.key() + ".";
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith(prefix)) {
                expanded.add(args[i]);
                continue;
            }
            expanded.add("--" + ArrowgateOptions.KAFKA_PROPERTIES.key());
            String property = args[i].substring(prefix.length());
            boolean valueFollows = !property.contains("=") && i + 1 < args.length;
            expanded.add(valueFollows ? property + "=" + args[++i] : property);
        }
        return expanded.toArray(String[]::new);
    }

    /** Resolves the options of a command line, the environment and the settings file. */
    public static ResolvedOptions resolve(ParseResult commandLine, Map<String, String> environment) {
        return SettingsLoader.load(given(commandLine), commandLine.matchedOptionValue(CONFIG, null), environment);
    }

    private static Map<String, String> given(ParseResult commandLine) {
        Map<String, String> given = new LinkedHashMap<>();
        for (ArrowgateOption<?> option : SettingsLoader.KNOWN) {
            if (option.type() == OptionType.PROPERTIES) {
                Map<String, String> properties = commandLine.matchedOptionValue("--" + option.key(), Map.of());
                properties.forEach((name, value) -> given.put(option.key() + "." + name, value));
                continue;
            }
            Stream.concat(Stream.of(option.key()), option.deprecatedKeys().stream())
                    .filter(key -> commandLine.hasMatchedOption("--" + key))
                    .forEach(key -> given.put(key, commandLine.matchedOptionValue("--" + key, "")));
        }
        return given;
    }
}
