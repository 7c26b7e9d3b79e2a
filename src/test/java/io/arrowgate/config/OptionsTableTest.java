package io.arrowgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void tableHasOneRowPerOption() {
        assertThat(OptionsTable.markdown(ArrowgateOptions.ALL))
                .startsWith("| option | default | value | what it does |\n")
                .contains(
                        "| `checkpoint.interval` | `2 s` | duration such as 500 ms, 2 s or 15 min | How often the job takes")
                .contains("| `batch.max-bytes` | `900 kb` |")
                .contains("| `kafka.starting-offsets` | `earliest` | one of earliest, latest |")
                .hasLineCount(ArrowgateOptions.ALL.size() + 2);
    }

    @Test
    @EnabledIf("pageExists")
    void configurationPageContainsGeneratedTable() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN, END);
        String documented = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));

        assertThat(documented)
                .as("the table in %s; to update it, copy the expected text below between its two markers", PAGE)
                .isEqualTo(OptionsTable.markdown(SettingsLoader.KNOWN));
    }
}
