package io.arrowgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.option.ArrowgateOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class OptionsTableTest {
    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final String BEGIN = "<!-- config-table:begin -->\n";
    private static final String END = "<!-- config-table:end -->";

    static boolean pageExists() {
        return Files.exists(PAGE);
    }

    @Test
    @EnabledIf("pageExists")
    void configurationPageContainsGeneratedTable() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN, END);
        String documented = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));

        assertThat(documented)
                .as("the table in %s; to update it, copy the expected text below between its two markers", PAGE)
                .isEqualTo(markdown(SettingsLoader.KNOWN));
    }

    /** Returns a header and one row per option, with a line break after each. */
    private static String markdown(List<ArrowgateOption<?>> options) {
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
