package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.column.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that {@code streams check} accepts the definitions that {@code streams infer} writes, whatever the sample. */
class InferredDefinitionsCheckTest {
    private static final int SAMPLES = 60;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(RecordFormat.class)
    void definitionOfOddSampleIsValid(RecordFormat format) throws IOException {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Path sample = Files.writeString(folder.resolve("sample.txt"), new FuzzedSample(format, seed).text());
            Path out = folder.resolve("out.yaml");
            Files.deleteIfExists(out);

            CommandLineRun infer = CommandLineRun.of("streams", "infer", "--file=" + sample, "--out=" + out);
            assertThat(out).as("seed %d: %s", seed, infer.error()).exists();
            assertThat(infer.error()).as("seed %d", seed).contains("become rows of stream sample");
            assertValid(out, seed);

            Files.writeString(out, Files.readString(out).replaceAll("(?m)^# (?=alerts:|  - )", ""));
            assertValid(out, seed);
        }
    }

    private static void assertValid(Path definition, int seed) throws IOException {
        CommandLineRun check = CommandLineRun.of("streams", "check", definition.toString());
        assertThat(check.exitCode())
                .as("seed %d: %s%n%s", seed, check.error(), Files.readString(definition))
                .isZero();
    }
}
