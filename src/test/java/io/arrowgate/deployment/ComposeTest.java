package io.arrowgate.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobCommandLine;
import io.arrowgate.config.JobSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

/** Tests docker-compose.yml without running it. */
class ComposeTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:[-?][^}]*)?}");
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:\\$\\{(\\w+_PORT):-(\\d+)}:\\d+");
    private static final Pattern PINNED = Pattern.compile("[a-z0-9/-]+:v?\\d+\\.\\d+\\.\\d+[a-z0-9._-]*");
    /** Services that end by themselves. */
    private static final Set<String> ONE_SHOT = Set.of("submit");
    /** Its image has no client for a health check, and no service depends on it. */
    private static final Set<String> UNCHECKED = Set.of("console");

    private final ComposeFile compose = new ComposeFile();
    private final Map<String, Map<String, Object>> services = compose.services();

    @Test
    void fitsTheSchemaOfComposeFiles() throws Exception {
        try (var schema = ComposeTest.class.getResourceAsStream("/compose-spec/compose-spec.json")) {
            assertThat(YamlFile.errors(compose.whole(), new String(schema.readAllBytes(), UTF_8)))
                    .isEmpty();
        }
    }

    @Test
    void everyImageAndPluginHasAFullVersion() {
        assertThat(services.keySet()).flatExtracting(compose::images).allSatisfy(image -> assertThat(image)
                .matches(PINNED));
        assertThat(compose.environment("grafana").get("GF_PLUGINS_PREINSTALL")).matches("[a-z-]+@\\d+\\.\\d+\\.\\d+");
    }

    /** With a synchronous download, or an update, Grafana would depend on the network at each start. */
    @Test
    void grafanaStartsWithoutANetwork() {
        assertThat(compose.environment("grafana"))
                .doesNotContainKeys("GF_PLUGINS_PREINSTALL_SYNC", "GF_INSTALL_PLUGINS")
                .containsEntry("GF_PLUGINS_PREINSTALL_AUTO_UPDATE", "false");
    }

    @Test
    void everyPortIsConfigurableAndBoundToTheLoopbackInterface() throws Exception {
        Map<String, String> ports = new TreeMap<>();
        services.keySet().forEach(service -> compose.ports(service).forEach(port -> {
            Matcher parts = PORT.matcher(port);
            assertThat(parts.matches()).as(port).isTrue();
            assertThat(ports.put(parts.group(1), parts.group(2))).as(port).isNull();
        }));
        assertThat(ports).isNotEmpty();
        assertThat(example()).containsAllEntriesOf(ports);
        assertThat(ports.values()).doesNotHaveDuplicates();
        VARIABLE.matcher(Files.readString(ComposeFile.PATH))
                .results()
                .filter(variable -> variable.group(2).startsWith(":-"))
                .forEach(variable -> assertThat(variable.group(2)).isEqualTo(":-" + ports.get(variable.group(1))));
    }

    /** Files of the clone may be unreadable for the containers' users, and Docker makes a folder of a file that is missing. */
    @Test
    void onlyVolumesAreMounted() {
        Set<String> volumes = YamlFile.map(compose.whole().get("volumes")).keySet();
        assertThat(compose.mounts()).extracting(ComposeFile.Mount::source).isSubsetOf(volumes);
    }

    @Test
    void imagesHaveFilesOfTheCloneThatTheirUserCanRead() {
        Set<String> built = services.keySet().stream()
                .filter(service -> services.get(service).containsKey("build"))
                .collect(Collectors.toSet());
        assertThat(built).isNotEmpty().allSatisfy(service -> {
            Dockerfile dockerfile = compose.dockerfile(service);
            assertThat(finalStage(dockerfile)).isNotEmpty().allSatisfy(copy -> {
                assertThat(copy.owner()).as(copy.toString()).isNotNull();
                if (copy.stage() == null) {
                    assertThat(dockerfile.files(copy))
                            .hasSizeGreaterThanOrEqualTo(copy.sources().size());
                }
            });
        });
    }

    private static List<Dockerfile.Copy> finalStage(Dockerfile dockerfile) {
        return dockerfile.copies().stream()
                .filter(copy -> copy.target().startsWith("/"))
                .toList();
    }

    @Test
    void everyServiceHasABoundedLog() {
        services.forEach((name, service) -> {
            Map<String, String> options = YamlFile.texts(YamlFile.at(service, "logging", "options"));
            assertThat(options).as(name).containsKeys("max-size", "max-file");
        });
    }

    /** The image's entry point, a script, runs a server that already responds while it creates the database. */
    @Test
    void clickHouseIsNotHealthyBeforeItsDatabaseExists() {
        assertThat(YamlFile.strings(YamlFile.at(services.get("clickhouse"), "healthcheck", "test")))
                .last()
                .asString()
                .startsWith("! grep -q entrypoint /proc/1/comm && ");
    }

    @Test
    void servicesWaitForHealthChecksOfTheirDependencies() {
        services.keySet().forEach(name -> compose.dependencies(name).forEach((other, condition) -> {
            assertThat(services).as(name).containsKey(other);
            if (ONE_SHOT.contains(other)) {
                assertThat(condition).as(name).isEqualTo("service_completed_successfully");
            } else {
                assertThat(condition).as(name).isEqualTo("service_healthy");
                assertThat(services.get(other)).as(other).containsKey("healthcheck");
            }
        }));
    }

    @Test
    void everyServiceHasLimitsAndARestartPolicy() {
        services.forEach((name, service) -> {
            assertThat(service).as(name).containsKeys("mem_limit", "cpus");
            if (!ONE_SHOT.contains(name)) {
                assertThat(service).as(name).containsEntry("restart", "unless-stopped");
                assertThat(service.containsKey("healthcheck")).as(name).isNotEqualTo(UNCHECKED.contains(name));
            }
        });
    }

    @Test
    void containersHaveTheMemoryThatFlinkUses() {
        Configuration flink = GlobalConfiguration.loadConfiguration("flink-conf");
        assertThat(memoryLimit("jobmanager")).isGreaterThan(flink.get(JobManagerOptions.TOTAL_PROCESS_MEMORY));
        assertThat(memoryLimit("taskmanager")).isGreaterThan(flink.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY));
    }

    private MemorySize memoryLimit(String service) {
        return MemorySize.parse((String) services.get(service).get("mem_limit"));
    }

    @Test
    void thereCanBeAnyNumberOfTaskManagers() {
        assertThat(services.get("taskmanager")).doesNotContainKeys("container_name", "hostname", "ports");
    }

    @Test
    void everyVariableIsInTheExampleAndNoSecretIsInEither() throws Exception {
        String text = Files.readString(ComposeFile.PATH);
        Set<String> used = new TreeSet<>(
                VARIABLE.matcher(text).results().map(match -> match.group(1)).toList());
        Map<String, String> example = example();
        assertThat(example.keySet()).isEqualTo(used);
        assertThat(example).allSatisfy((name, value) -> {
            if (!name.endsWith("_PORT")) {
                assertThat(value).as(name).isEmpty();
            }
        });
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("/.env");
    }

    private static Map<String, String> example() throws IOException {
        Properties example = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(".env.example"))) {
            example.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        example.stringPropertyNames().forEach(name -> values.put(name, example.getProperty(name)));
        return values;
    }

    @Test
    void everyPasswordIsAVariableThatMustBeSetAndNoneIsOnACommandLine() {
        services.keySet().forEach(name -> {
            compose.environment(name).forEach((key, value) -> {
                if (key.contains("PASSWORD")) {
                    assertThat(value).as(key).matches("\\$\\{[A-Z_]+_PASSWORD:\\?[^}]+}");
                }
            });
            assertThat(compose.command(name)).as(name).noneMatch(word -> word.contains("assword"));
        });
    }

    @Test
    void theJobAcceptsItsArgumentsAndEnvironment() {
        List<String> command = compose.command("submit");
        String[] arguments = command.subList(1, command.size()).toArray(String[]::new);

        JobSettings settings = JobCommandLine.parse(
                        arguments, compose.environment("submit"), new PrintWriter(new StringWriter()))
                .map(JobSettings::from)
                .orElseThrow();

        assertThat(settings.jobName()).isEqualTo("arrowgate");
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("redpanda:9092");
        assertThat(settings.clickHouse().url()).isEqualTo("http://clickhouse:8123");
        assertThat(settings.clickHouse().database())
                .isEqualTo(compose.environment("clickhouse").get("CLICKHOUSE_DB"));
        assertThat(command.get(0)).isEqualTo("/opt/arrowgate/submit.sh");
        assertThat(compose.dockerfile("submit").copies(Path.of("flink-conf/submit.sh"), "/opt/arrowgate"))
                .isTrue();
    }

    @Test
    void theClusterHasOptionsThatFlinkKnowsAndOurConfiguration() {
        for (String service : List.of("jobmanager", "taskmanager")) {
            List<String> command = compose.command(service);
            assertThat(command.get(0)).isEqualTo(service);
            List<String> keys = command.stream()
                    .filter(word -> word.contains("="))
                    .map(word -> word.substring(0, word.indexOf('=')))
                    .toList();
            assertThat(KnownFlinkOptions.keys()).containsAll(keys);
            assertThat(compose.dockerfile(service).copies(Path.of("flink-conf/config.yaml"), "/opt/flink/conf"))
                    .isTrue();
        }
    }
}
