package io.arrowgate.tools.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.tools.local.process.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the installer with a script in place of npm that counts its calls and creates an empty library. */
class EngineInstallerTest {
    private static final String MAKES_A_LIBRARY = """
            echo called >> ../calls
            test -f package-lock.json && test -f .npmrc || exit 1
            mkdir -p node_modules/@chdb/lib-any && touch node_modules/@chdb/lib-any/libchdb.so
            """;

    @TempDir
    private Path temp;

    private Path engine;

    @BeforeEach
    void nameTheEngineFolder() {
        engine = temp.resolve("engine");
    }

    private String npm(String script) throws IOException {
        Path file = temp.resolve("npm");
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    private int calls() throws IOException {
        return Files.readAllLines(temp.resolve("calls")).size();
    }

    @Test
    void engineIsDownloadedOnce() throws IOException {
        String npm = npm(MAKES_A_LIBRARY);

        Path library = EngineInstaller.install(engine, npm, line -> {});

        assertThat(library).exists().hasFileName("libchdb.so");
        assertThat(EngineInstaller.install(engine, npm, line -> {})).isEqualTo(library);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void missingNpmIsReportedBeforeADownload() throws IOException {
        assertThatThrownBy(() -> EngineInstaller.checkNpm("/absent:" + temp))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("install Node.js with npm, or use a ClickHouse server of your own");

        npm(MAKES_A_LIBRARY);

        EngineInstaller.checkNpm("/absent:" + temp);
    }

    @Test
    void interruptedInstallationIsRepeated() throws IOException {
        assertThatThrownBy(() ->
                        EngineInstaller.install(engine, npm("mkdir -p node_modules/@chdb/lib-any; exit 9"), line -> {}))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("npm.log");

        assertThat(EngineInstaller.install(engine, npm(MAKES_A_LIBRARY), line -> {}))
                .exists();
    }

    @Test
    void versionOtherThanTheInstalledOneIsDownloaded() throws IOException {
        EngineInstaller.install(engine, npm(MAKES_A_LIBRARY), line -> {});
        Files.writeString(engine.resolve("installed"), "an older lock file");

        EngineInstaller.install(engine, npm(MAKES_A_LIBRARY), line -> {});

        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void missingNpmErrorNamesBothRemedies() {
        assertThatThrownBy(() ->
                        EngineInstaller.install(engine, temp.resolve("no-npm").toString(), line -> {}))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("install Node.js with npm")
                .hasMessageContaining("--clickhouse-url");
    }
}
