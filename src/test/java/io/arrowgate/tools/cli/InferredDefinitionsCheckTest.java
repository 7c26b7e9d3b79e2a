package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.column.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that {@code streams check} accepts the definitions that {@code streams infer} writes, whatever the sample. */
class InferredDefinitionsCheckTest {
    private static final int SAMPLES = 25;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(RecordFormat.class)
    void definitionsOfOddSamplesAreValid(RecordFormat format) throws IOException {
        List<String> check = new ArrayList<>(List.of("streams", "check"));
        for (int seed = 0; seed < SAMPLES; seed++) {
            Path sample = Files.writeString(folder.resolve("sample.txt"), new FuzzedSample(format, seed).text());
            Path out = folder.resolve("seed-%d.yaml".formatted(seed));

            CommandLineRun infer = CommandLineRun.of("streams", "infer", "--file=" + sample, "--out=" + out);
            assertThat(out).as("seed %d: %s", seed, infer.error()).exists();
            assertThat(infer.error()).as("seed %d", seed).contains("become rows of stream sample");

            String alerts = Files.readString(out).replaceAll("(?m)^# (?=alerts:|  - )", "");
            check.add(out.toString());
            check.add(Files.writeString(folder.resolve("seed-%d-alerts.yaml".formatted(seed)), alerts)
                    .toString());
        }

        CommandLineRun checked = CommandLineRun.of(check.toArray(String[]::new));
        assertThat(checked.exitCode()).as(checked.error()).isZero();
    }
}
