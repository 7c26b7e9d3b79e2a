package io.arrowgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the provisioning files of the compose file's Grafana. */
class GrafanaFilesTest {
    private static final Path DIR = Path.of("compose/grafana");
    private static final Path USERS = Path.of("compose/clickhouse/users.d/arrowgate.xml");
    /** Grafana's own sources, and variables of a dashboard. */
    private static final Pattern BUILT_IN = Pattern.compile("grafana|-- \\w+ --|\\$\\{\\w+}");

    private static final Pattern SYSTEM_TABLE = Pattern.compile("\\bsystem\\.(\\w+)");

    private final ComposeFile compose = new ComposeFile();
    private final List<Map<String, Object>> sources = YamlFile.maps(
            YamlFile.read(DIR.resolve("provisioning/datasources/arrowgate.yml")).get("datasources"));

    private Map<String, Object> source(String uid) {
        return sources.stream()
                .filter(source -> source.get("uid").equals(uid))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void prometheusSourceHasTheAddressOfTheComposeFile() {
        assertThat(source("prometheus"))
                .containsEntry("type", "prometheus")
                .containsEntry("url", "http://prometheus:9090")
                .containsEntry("isDefault", true);
        assertThat(compose.ports("prometheus")).allMatch(port -> port.endsWith(":9090"));
    }

    @Test
    void clickHouseSourceUsesTheReadOnlyUser() throws Exception {
        Map<String, Object> settings = YamlFile.map(source("clickhouse").get("jsonData"));
        assertThat(settings)
                .containsEntry("host", "clickhouse")
                .containsEntry("protocol", "http")
                .containsEntry("username", "reporter")
                .containsEntry(
                        "defaultDatabase", compose.environment("clickhouse").get("CLICKHOUSE_DB"));
        assertThat(compose.ports("clickhouse")).allMatch(port -> port.endsWith(":" + settings.get("port")));
        String password = (String) YamlFile.at(source("clickhouse"), "secureJsonData", "password");
        assertThat(password).startsWith("$");
        assertThat(compose.environment("grafana")).containsKey(password.substring(1));
        assertThat(XmlFile.texts(USERS, "/clickhouse/users/reporter/password/@from_env"))
                .containsExactly(password.substring(1));
    }

    @Test
    void everySourceHasItsPlugin() {
        String plugin = compose.environment("grafana").get("GF_PLUGINS_PREINSTALL");
        assertThat(sources)
                .extracting(source -> source.get("type"))
                .containsExactlyInAnyOrder("prometheus", plugin.substring(0, plugin.indexOf('@')));
    }

    @Test
    void imageHasEveryFileWhereGrafanaReadsIt() {
        Map<String, Object> provisioning = YamlFile.read(DIR.resolve("provisioning/dashboards/arrowgate.yml"));
        Map<String, Object> provider =
                YamlFile.maps(provisioning.get("providers")).get(0);
        assertThat(provider).containsEntry("type", "file");
        String folder = (String) YamlFile.at(provider, "options", "path");
        // The image's content of a volume's folder is copied only into a new volume.
        assertThat(compose.mounts("grafana"))
                .extracting(ComposeFile.Mount::target)
                .noneMatch(folder::startsWith);
        Dockerfile image = compose.dockerfile("grafana");
        assertThat(dashboards().keySet())
                .allMatch(file -> image.copies(DIR.resolve("dashboards").resolve(file), folder));
        assertThat(List.of("datasources", "dashboards"))
                .allMatch(kind -> image.copies(
                        DIR.resolve("provisioning").resolve(kind).resolve("arrowgate.yml"),
                        "/etc/grafana/provisioning/" + kind));
    }

    @Test
    void everyPanelAsksASourceThatIsProvisioned() {
        List<Object> known = sources.stream().map(source -> source.get("uid")).toList();
        dashboards().forEach((file, dashboard) -> assertThat(uids(dashboard))
                .as(file)
                .isNotEmpty()
                .allSatisfy(uid -> assertThat(
                                known.contains(uid) || BUILT_IN.matcher(uid).matches())
                        .as(uid)
                        .isTrue()));
    }

    private static Set<String> uids(JsonNode dashboard) {
        Set<String> uids = new TreeSet<>();
        for (JsonNode source : dashboard.findValues("datasource")) {
            uids.add(source.path("uid").asText());
        }
        return uids;
    }

    @Test
    void dashboardsHaveUidsOfTheirOwn() {
        assertThat(dashboards().values())
                .extracting(dashboard -> dashboard.path("uid").asText())
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void systemTablesThatPanelsReadAreGrantedToTheReporter() throws Exception {
        String grants = String.join("\n", XmlFile.texts(USERS, "/clickhouse/users/reporter/grants/query"));
        dashboards().forEach((file, dashboard) -> SYSTEM_TABLE
                .matcher(dashboard.toString())
                .results()
                .map(match -> match.group(1))
                .filter(table -> !table.equals("tables") && !table.equals("columns")) // anyone may
                .forEach(table -> assertThat(grants).as(file).contains("ON system." + table)));
    }

    private static Map<String, JsonNode> dashboards() {
        try (Stream<Path> files = Files.list(DIR.resolve("dashboards"))) {
            Map<String, JsonNode> dashboards = new TreeMap<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                dashboards.put(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
            }
            return dashboards;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
