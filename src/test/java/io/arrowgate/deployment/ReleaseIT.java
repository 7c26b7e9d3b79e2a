package io.arrowgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.local.cluster.JobJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the content of the release, from which the local stack runs without a build. */
class ReleaseIT {
    private static final Path TARGET = JobJar.path().getParent();
    private static final String NAME = JobJar.path().getFileName().toString().replace(".jar", "");
    private static final String LIB = NAME + "/lib/";

    private static ZipFile zip;

    @BeforeAll
    static void open() throws IOException {
        zip = ZipFile.builder().setPath(TARGET.resolve(NAME + ".zip")).get();
    }

    @AfterAll
    static void close() throws IOException {
        zip.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "LICENSE",
                "CHANGELOG.md",
                "docs/local-stack.md",
                "docs/design/exactly-once.md",
                "examples/readers/ReadArrow.java",
                "examples/streams/air_quality.yaml",
                "flink-conf/config.yaml",
                "flink-conf/log4j-console.properties",
                "flink-conf/log4j.properties",
                "lib/help.txt"
            })
    void containsTheFilesOfTheClone(String file) {
        assertThat(zip.getEntry(NAME + "/" + file)).isNotNull();
    }

    @Test
    void containsTheJobJarUnchanged() throws IOException {
        ZipArchiveEntry jar = zip.getEntry("%1$s/%1$s.jar".formatted(NAME));

        assertThat(jar.getSize()).isEqualTo(Files.size(JobJar.path()));
        assertThat(jar.getMethod()).isEqualTo(ZipArchiveEntry.STORED);
    }

    @Test
    void librariesAreThoseOfTheLauncherAndTheTools() throws IOException {
        Stream<String> launched = Stream.of(
                        Files.readString(TARGET.resolve("launcher.classpath")).split(":"))
                .map(jar -> Path.of(jar).getFileName().toString());

        assertThat(entries())
                .filteredOn(entry -> entry.startsWith(LIB) && entry.endsWith(".jar"))
                .map(entry -> entry.substring(LIB.length()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(launched, Stream.of(NAME.replace("arrowgate-", "arrowgate-tools-") + ".jar"))
                                .toList());
    }

    @Test
    void launcherIsExecutable() {
        assertThat(zip.getEntry(NAME + "/arrowgate").getUnixMode() & 0777).isEqualTo(0755);
    }

    @Test
    void timesOfTheEntriesDoNotDependOnTheBuild() {
        assertThat(zip.getEntry(NAME + "/LICENSE").getLastModifiedDate())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static List<String> entries() {
        return Collections.list(zip.getEntries()).stream()
                .map(ZipArchiveEntry::getName)
                .toList();
    }
}
