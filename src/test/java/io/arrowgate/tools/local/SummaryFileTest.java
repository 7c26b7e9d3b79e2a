package io.arrowgate.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.config.SettingsLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SummaryFileTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();

    @Command
    private static final class WithSummary {
        @Mixin
        private SummaryFile summary;
    }

    @Test
    void resultsGoToTheOutputFolderOfTheDataDirectory() throws Exception {
        write();

        assertThat(dir.resolve("data/out/check.json")).hasContent("{\n  \"rows\" : 3\n}");
        assertThat(out).hasToString("Summary written to %s/data/out/check.json%n".formatted(dir));
    }

    @Test
    void resultsGoToTheGivenFile() throws Exception {
        write("--summary=" + dir.resolve("own.json"));

        assertThat(dir.resolve("own.json")).hasContent("{\n  \"rows\" : 3\n}");
        assertThat(out).hasToString("Summary written to %s/own.json%n".formatted(dir));
        assertThat(dir.resolve("data")).doesNotExist();
    }

    private void write(String... arguments) throws Exception {
        WithSummary command = new WithSummary();
        new CommandLine(command).parseArgs(arguments);
        Map<String, String> options = Map.of("data.dir", dir.resolve("data").toString());

        command.summary.write(
                SettingsLoader.load(options, null, Map.of()),
                "check.json",
                new PrintWriter(out, true),
                new ObjectMapper(),
                Map.of("rows", 3));
    }
}
