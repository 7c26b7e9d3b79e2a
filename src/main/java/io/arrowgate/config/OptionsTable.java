package io.arrowgate.config;

import io.arrowgate.config.option.ArrowgateOption;
import java.util.List;

/** Renders the table of options in docs/configuration.md. */
public final class OptionsTable {
    private OptionsTable() {}

    /** Returns a header and one row per option, with a line break after each. */
    public static String markdown(List<ArrowgateOption<?>> options) {
        StringBuilder table = new StringBuilder("| option | default | value | what it does |\n|---|---|---|---|\n");
        for (ArrowgateOption<?> option : options) {
            String defaultText = option.defaultText().isEmpty() ? "" : "`" + option.defaultText() + "`";
            table.append("| `%s` | %s | %s | %s |%n"
                    .formatted(option.key(), defaultText, option.expectation(), description(option))
                    .replace(System.lineSeparator(), "\n"));
        }
        return table.toString();
    }

    private static String description(ArrowgateOption<?> option) {
        List<String> formerly =
                option.deprecatedKeys().stream().map("`%s`"::formatted).toList();
        return formerly.isEmpty()
                ? option.description()
                : "%s Formerly %s.".formatted(option.description(), String.join(", ", formerly));
    }
}
