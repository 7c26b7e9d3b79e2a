package io.arrowgate.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the script that creates the compose file's .env. */
class NewEnvScriptIT {
    @TempDir
    Path dir;

    private String output;

    @BeforeEach
    void theExampleIsThere() throws IOException {
        Files.copy(Path.of(".env.example"), dir.resolve(".env.example"));
    }

    @Test
    void everyPasswordIsLongRandomAndReadableOnlyByTheOwner() throws Exception {
        assertThat(run()).isZero();

        Properties made = env();
        List<String> passwords = made.stringPropertyNames().stream()
                .filter(name -> name.endsWith("_PASSWORD"))
                .map(made::getProperty)
                .toList();
        assertThat(passwords).hasSize(4).doesNotHaveDuplicates().allSatisfy(password -> assertThat(password)
                .matches("[0-9a-f]{48}"));
        assertThat(output).doesNotContain(passwords);
        assertThat(made.getProperty("GRAFANA_PORT")).isEqualTo("3000");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(".env"))))
                .isEqualTo("rw-------");
    }

    @Test
    void existingPasswordsAreKept() throws Exception {
        run();
        Properties before = env();

        assertThat(run()).isEqualTo(1);
        assertThat(output).contains(".env already exists");
        assertThat(env()).isEqualTo(before);
    }

    private Properties env() throws IOException {
        Properties env = new Properties();
        try (Reader reader = Files.newBufferedReader(dir.resolve(".env"))) {
            env.load(reader);
        }
        return env;
    }

    private int run() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of("compose/new-env.sh").toAbsolutePath().toString(), dir.toString())
                .redirectErrorStream(true)
                .start();
        output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor();
    }
}
