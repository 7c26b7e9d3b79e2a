package io.arrowgate.tools.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the size limit of the logs of child processes. */
class BoundedLogFileTest {
    @TempDir
    private Path dir;

    @Test
    void keepsTheNewestLinesInTwoBoundedFiles() throws Exception {
        Path file = dir.resolve("kafka.log");
        Files.writeString(file, "of an earlier process\n");

        try (BoundedLogFile log = new BoundedLogFile(file, 1_000)) {
            for (int i = 0; i < 10_000; i++) {
                log.write("warning " + i);
            }
        }

        assertThat(Files.readAllLines(file)).last().isEqualTo("warning 9999");
        assertThat(Files.readAllLines(BoundedLogFile.previous(file))).hasSizeGreaterThan(50);
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).hasSize(2).allMatch(each -> each.toFile().length() < 1_020);
        }
    }

    @Test
    void appendsToTheLogOfAnEarlierProcess() throws Exception {
        Path file = dir.resolve("kafka.log");
        for (String line : new String[] {"first", "second"}) {
            try (BoundedLogFile log = new BoundedLogFile(file, 1_000)) {
                log.write(line);
            }
        }
        assertThat(Files.readAllLines(file)).containsExactly("first", "second");
    }
}
