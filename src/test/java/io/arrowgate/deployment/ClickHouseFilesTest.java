package io.arrowgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the configuration and users of the compose file's ClickHouse; {@code ClickHouseRightsIT} applies them to the engine.
 */
class ClickHouseFilesTest {
    private static final Path USERS = Path.of("compose/clickhouse/users.d/arrowgate.xml");
    private static final Path STORAGE = Path.of("compose/clickhouse/config.d/storage.xml");

    private static final Pattern SYSTEM_TABLE = Pattern.compile("FROM system\\.(\\w+)");
    /** Readable by every user, filtered by the user's grants. */
    private static final Set<String> ANYONES = Set.of("tables", "columns");

    private final ComposeFile compose = new ComposeFile();

    @Test
    void imageHasEveryFileInTheFolderOfItsKind() throws Exception {
        for (String folder : List.of("config.d", "users.d")) {
            try (Stream<Path> files = Files.list(Path.of("compose/clickhouse", folder))) {
                assertThat(files).isNotEmpty().allMatch(file -> compose.dockerfile("clickhouse")
                        .copies(file, "/etc/clickhouse-server/" + folder));
            }
        }
    }

    @Test
    void eachVolumeOfThePolicyIsAVolumeOfItsOwn() throws Exception {
        assertThat(XmlFile.texts(STORAGE, "//policies/tiered/volumes/*/disk")).containsExactly("default", "cold");
        assertThat(compose.mounts("clickhouse"))
                .contains(
                        new ComposeFile.Mount("clickhouse", "clickhouse-hot", "/var/lib/clickhouse"),
                        new ComposeFile.Mount(
                                "clickhouse",
                                "clickhouse-cold",
                                XmlFile.text(STORAGE, "//disks/cold/path").replaceFirst("/$", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"writer", "reporter"})
    void usersHaveTheirPasswordsFromTheEnvironmentAndRightsInTheJobsDatabaseOnly(String user) throws Exception {
        String path = "/clickhouse/users/" + user;
        String variable = XmlFile.text(USERS, path + "/password/@from_env");
        assertThat(compose.environment("clickhouse"))
                .containsEntry(variable, "${" + variable + ":?make .env with compose/new-env.sh}");
        assertThat(XmlFile.texts(USERS, path + "/password")).containsExactly("");
        assertThat(XmlFile.texts(USERS, path + "/grants/query"))
                .isNotEmpty()
                .allMatch(grant -> grant.matches(".* ON arrowgate\\.(_tmp_replace_)?\\*")
                        || grant.matches("GRANT SELECT ON system\\.\\w+"));
    }

    @Test
    void theJobIsTheWriter() {
        assertThat(compose.command("submit")).contains("--clickhouse.user=writer");
        assertThat(compose.environment("submit"))
                .containsEntry(
                        "ARROWGATE_CLICKHOUSE_PASSWORD",
                        compose.environment("clickhouse").get("CLICKHOUSE_WRITER_PASSWORD"));
    }

    /** Unlike a server, the engine of {@code ClickHouseRightsIT} lets every user read these. */
    @Test
    void theWriterMayReadTheSystemTablesThatTheJobReads() throws Exception {
        Set<String> read = new TreeSet<>();
        for (String part : List.of(
                "java/io/arrowgate/clickhouse",
                "java/io/arrowgate/report",
                "java/io/arrowgate/alert",
                "java/io/arrowgate/sink",
                "resources/sql/clickhouse",
                "resources/sql/report")) {
            try (Stream<Path> files = Files.walk(Path.of("src/main", part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    SYSTEM_TABLE.matcher(Files.readString(file)).results().forEach(match -> read.add(match.group(1)));
                }
            }
        }
        read.removeAll(ANYONES);
        assertThat(read).contains("parts");
        assertThat(XmlFile.texts(USERS, "/clickhouse/users/writer/grants/query"))
                .filteredOn(grant -> grant.contains("system."))
                .containsExactlyInAnyOrderElementsOf(read.stream()
                        .map("GRANT SELECT ON system.%s"::formatted)
                        .toList());
    }

    @Test
    void noFileHasAPassword() throws Exception {
        for (Path file : List.of(USERS, STORAGE)) {
            assertThat(XmlFile.texts(file, "//*[starts-with(name(), 'password')]"))
                    .allMatch(String::isEmpty);
        }
    }
}
