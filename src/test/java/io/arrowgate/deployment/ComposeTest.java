package io.arrowgate.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobCommandLine;
import io.arrowgate.config.JobSettings;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

/** Tests docker-compose.yml without running it. */
class ComposeTest {
    private static final String JOB_JAR = "./target/arrowgate-0.2.0-SNAPSHOT.jar";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)");
    private static final Pattern PINNED = Pattern.compile("[a-z0-9/-]+:v?\\d+\\.\\d+\\.\\d+[a-z0-9._-]*");
    /** Services that end by themselves. */
    private static final Set<String> ONE_SHOT = Set.of("flink-state", "submit");
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
    void usesOnlyFeaturesOfOlderDockerCompose() {
        assertThat(compose.whole()).containsOnlyKeys("services", "volumes");
    }

    @Test
    void everyImageAndPluginHasAFullVersion() {
        assertThat(services.values())
                .extracting(service -> service.get("image"))
                .allSatisfy(image -> assertThat((String) image).matches(PINNED));
        assertThat(compose.environment("grafana").get("GF_PLUGINS_PREINSTALL_SYNC"))
                .matches("[a-z-]+@\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void everyPortIsBoundToTheLoopbackInterfaceAndToOneServiceOnly() {
        List<String> ports = services.keySet().stream()
                .flatMap(service -> compose.ports(service).stream())
                .toList();
        assertThat(ports)
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port).matches("127\\.0\\.0\\.1:\\d+:\\d+"))
                .extracting(port -> port.split(":", -1)[1])
                .doesNotHaveDuplicates();
    }

    @Test
    void everyMountIsAnExistingFileOrADeclaredVolume() throws Exception {
        Set<String> volumes = YamlFile.map(compose.whole().get("volumes")).keySet();
        for (ComposeFile.Mount mount : compose.mounts()) {
            if (mount.source().equals(JOB_JAR)) {
                assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>0.2.0-SNAPSHOT</version>");
            } else if (mount.source().startsWith(".")) {
                assertThat(Path.of(mount.source())).exists();
            } else {
                assertThat(volumes).contains(mount.source());
            }
        }
        assertThat(compose.mounts()).extracting(ComposeFile.Mount::source).containsAll(volumes);
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
        Properties example = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(".env.example"))) {
            example.load(reader);
        }
        Set<String> used = new TreeSet<>(
                VARIABLE.matcher(text).results().map(match -> match.group(1)).toList());
        used.add("COMPOSE_PROJECT_NAME");
        assertThat(example.stringPropertyNames()).isEqualTo(used);
        example.remove("COMPOSE_PROJECT_NAME");
        assertThat(example.values()).containsOnly("");
        assertThat(text).doesNotContain(":-"); // which would be a default
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("/.env");
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
        assertThat(Stream.of(command.get(0), "/opt/arrowgate/arrowgate.jar"))
                .allSatisfy(path -> assertThat(compose.mounts("submit"))
                        .extracting(ComposeFile.Mount::target)
                        .contains(path));
    }

    @Test
    void theClusterIsGivenOnlyOptionsThatFlinkKnowsAndTheConfigurationThatIsMounted() {
        for (String service : List.of("jobmanager", "taskmanager")) {
            List<String> command = compose.command(service);
            assertThat(command.get(0)).isEqualTo(service);
            List<String> keys = command.stream()
                    .filter(word -> word.contains("="))
                    .map(word -> word.substring(0, word.indexOf('=')))
                    .toList();
            assertThat(KnownFlinkOptions.keys()).containsAll(keys);
            assertThat(compose.mounts(service))
                    .contains(new ComposeFile.Mount(
                            service,
                            "./flink-conf",
                            compose.environment(service).get("FLINK_CONF_DIR")));
        }
    }
}
