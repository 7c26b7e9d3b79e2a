package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobCommandLine;
import io.arrowgate.config.JobSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be checked of docker-compose.yml without running it. */
class ComposeTest {
    private static final String JOB_JAR = "./target/arrowgate-0.1.0.jar";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)");
    private static final Pattern PINNED = Pattern.compile("[a-z0-9/-]+:v?\\d+\\.\\d+\\.\\d+[a-z0-9._-]*");

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void everyImageHasAFullVersion() {
        assertThat(services.values())
                .extracting(service -> service.get("image"))
                .allSatisfy(image -> assertThat((String) image).matches(PINNED));
    }

    @Test
    void everyPortIsBoundToTheLoopbackInterface() {
        assertThat(all("ports")).isNotEmpty().allSatisfy(port -> assertThat(port)
                .matches("127\\.0\\.0\\.1:\\d+:\\d+"));
    }

    @Test
    void everyMountIsAFileThatIsThereOrADeclaredVolume() throws Exception {
        Set<String> volumes = section("volumes").keySet();
        for (String mount : all("volumes")) {
            String source = mount.substring(0, mount.indexOf(':'));
            if (source.equals(JOB_JAR)) {
                assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>0.1.0</version>");
            } else if (source.startsWith(".")) {
                assertThat(Path.of(source)).exists();
            } else {
                assertThat(volumes).contains(source);
            }
        }
    }

    @Test
    void servicesWaitForWhatTellsThatItIsReady() {
        services.forEach((name, service) -> dependencies(service).forEach((other, condition) -> {
            assertThat(services).as(name).containsKey(other);
            if (condition.equals("service_healthy")) {
                assertThat(services.get(other)).as(other).containsKey("healthcheck");
            }
        }));
    }

    @Test
    void everyVariableIsInTheExampleAndNoSecretIsInEither() throws Exception {
        String compose = Files.readString(Path.of("docker-compose.yml"));
        Properties example = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(".env.example"))) {
            example.load(reader);
        }
        Set<String> used = new TreeSet<>(
                VARIABLE.matcher(compose).results().map(match -> match.group(1)).toList());
        assertThat(example.stringPropertyNames()).isEqualTo(used);
        assertThat(example.values()).containsOnly("");
        // ":?" refuses to start without a value, ":-" would be a default.
        assertThat(compose).doesNotContain(":-").containsPattern("CLICKHOUSE_PASSWORD: \\$\\{CLICKHOUSE_PASSWORD:\\?");
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("/.env");
    }

    @Test
    void theJobAcceptsItsArgumentsAndEnvironment() {
        Map<String, Object> submit = services.get("submit");
        List<String> command = strings(submit.get("command"));
        String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
        Map<String, String> environment = new LinkedHashMap<>();
        map(submit.get("environment")).forEach((key, value) -> environment.put(key, String.valueOf(value)));

        JobSettings settings = JobCommandLine.parse(arguments, environment, new PrintWriter(new StringWriter()))
                .map(JobSettings::from)
                .orElseThrow();

        assertThat(settings.jobName()).isEqualTo("arrowgate");
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("redpanda:9092");
        assertThat(services.get("clickhouse").get("environment"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("CLICKHOUSE_USER", settings.clickHouse().user())
                .containsEntry("CLICKHOUSE_DB", settings.clickHouse().database());
    }

    @Test
    void theClusterIsGivenOnlyOptionsThatFlinkKnows() {
        for (String service : List.of("jobmanager", "taskmanager")) {
            List<String> command = strings(services.get(service).get("command"));
            assertThat(command.get(0)).isEqualTo(service);
            List<String> keys = command.stream()
                    .filter(word -> word.contains("="))
                    .map(word -> word.substring(0, word.indexOf('=')))
                    .toList();
            assertThat(FlinkOptions.keys()).containsAll(keys);
        }
    }

    private List<String> all(String key) {
        return services.values().stream()
                .flatMap(service -> service.containsKey(key) ? strings(service.get(key)).stream() : Stream.empty())
                .toList();
    }

    /** The condition by the name of the service waited for. */
    private static Map<String, String> dependencies(Map<String, Object> service) {
        Map<String, String> conditions = new LinkedHashMap<>();
        if (service.containsKey("depends_on")) {
            map(service.get("depends_on"))
                    .forEach((name, how) -> conditions.put(name, (String) map(how).get("condition")));
        }
        return conditions;
    }

    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        section("services").forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    private static Map<String, Object> section(String name) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
            return map(map(new Yaml(new SafeConstructor(strict)).load(reader)).get(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    private static Map<String, Object> map(Object yaml) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) yaml).forEach((key, value) -> map.put((String) key, value));
        return map;
    }
}
