package io.arrowgate.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.config.option.ResolvedOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the creation and the protection of the password of the local stack's ClickHouse. */
class LocalPasswordTest {
    @TempDir
    Path dir;

    private ResolvedOptions options(String... keysAndValues) {
        Map<String, String> given =
                new HashMap<>(Map.of("data.dir", dir.resolve("data").toString()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            given.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsLoader.load(given, null, Map.of());
    }

    private static String generated(ResolvedOptions options) {
        return LocalPassword.of(options).generateFor(options).get(ArrowgateOptions.CLICKHOUSE_PASSWORD);
    }

    private static String found(ResolvedOptions options) {
        return LocalPassword.of(options).addTo(options).get(ArrowgateOptions.CLICKHOUSE_PASSWORD);
    }

    @Test
    void passwordIsGeneratedOnceAndUsedByCommands() throws Exception {
        assertThat(found(options())).isEmpty();
        String password = generated(options());
        assertThat(password).hasSizeGreaterThanOrEqualTo(32).matches("[\\w-]+");
        assertThat(generated(options())).isEqualTo(password);
        assertThat(found(options())).isEqualTo(password);
        assertThat(found(options("clickhouse.database", "other"))).isEqualTo(password);
    }

    @Test
    void onlyTheOwnerCanReadTheFilesAndNoTemporaryFileRemains() throws Exception {
        String password = generated(options("clickhouse.user", "me"));
        Path header = dir.resolve("data").resolve(LocalPassword.HEADER_FILE);
        assertThat(header).hasContent("X-ClickHouse-User: me\nX-ClickHouse-Key: " + password);
        try (Stream<Path> files = Files.list(dir.resolve("data"))) {
            assertThat(files).hasSize(2).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void concurrentProcessesUseTheSamePassword() {
        Set<String> passwords = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 32).parallel().forEach(i -> passwords.add(generated(options())));
        assertThat(passwords).hasSize(1);
    }

    @Test
    void passwordOfTheUserIsKept() {
        generated(options());
        assertThat(found(options("clickhouse.password", "mine"))).isEqualTo("mine");
        assertThat(generated(options("clickhouse.password", "mine"))).isEqualTo("mine");
        // The stack's password must not be sent to another server.
        assertThat(found(options("clickhouse.url", "http://clickhouse:8123"))).isEmpty();
        assertThat(generated(options("clickhouse.url", "http://clickhouse:8123")))
                .isEmpty();
        assertThat(LocalPassword.of(options()).headerFile(options("clickhouse.password", "mine")))
                .isEmpty();
    }
}
