package io.arrowgate.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.ArrowgateJob;
import io.arrowgate.config.JobCommandLine;
import io.arrowgate.config.JobSettings;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;

/** Tests the Dockerfile and the resources for the Flink Kubernetes Operator. */
class KubernetesFilesTest {
    private static final String VERSION = "0.2.0-SNAPSHOT";
    private static final String CRD = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    /** The operator takes these from "resource". */
    private static final Set<String> MEMORY =
            Set.of("jobmanager.memory.process.size", "taskmanager.memory.process.size");

    private final ComposeFile compose = new ComposeFile();
    private final Dockerfile dockerfile = new Dockerfile(Path.of(""));
    private final Map<String, Object> deployment = YamlFile.read(Path.of("flink-conf/flinkdeployment.yaml"));
    private final Map<String, String> flink = YamlFile.texts(YamlFile.at(deployment, "spec", "flinkConfiguration"));
    private final Map<String, String> session =
            GlobalConfiguration.loadConfiguration("flink-conf").toMap();

    @Test
    void theVersionIsThePoms() throws Exception {
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>%s</version>".formatted(VERSION));
        assertThat(YamlFile.at(deployment, "spec", "image")).isEqualTo("arrowgate:" + VERSION);
        for (String service : List.of("jobmanager", "taskmanager", "submit")) {
            assertThat(compose.service(service)).containsEntry("image", "arrowgate:" + VERSION);
        }
    }

    @Test
    void theImageIsFlinksWithTheJobAndDoesNotRunAsRoot() throws Exception {
        assertThat(dockerfile.images()).hasSize(2);
        String flinkVersion = dockerfile.images().get(1).replaceFirst("flink:([0-9.]+)-java17", "$1");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<flink.version>%s</flink.version>".formatted(flinkVersion));
        assertThat(YamlFile.at(deployment, "spec", "flinkVersion"))
                .isEqualTo("v" + flinkVersion.replaceFirst("^(\\d+)\\.(\\d+)\\..*", "$1_$2"));
        assertThat(dockerfile.instructions())
                .anyMatch(line -> line.contains("flink-s3-fs-hadoop-%s.jar".formatted(flinkVersion)))
                .last()
                .isEqualTo("USER flink");
        Dockerfile.Copy jar = dockerfile.copies().stream()
                .filter(copy -> copy.stage() != null)
                .findFirst()
                .orElseThrow();
        assertThat(YamlFile.at(deployment, "spec", "job", "jarURI")).isEqualTo("local://" + jar.target());
    }

    @Test
    void dockerignoreKeepsExactlyWhatTheImageCopies() throws Exception {
        List<String> kept = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        List<String> copied = dockerfile.copies().stream()
                .filter(copy -> copy.stage() == null)
                .flatMap(copy -> copy.sources().stream())
                .map(source -> source.replaceFirst("^flink-conf/.*", "flink-conf"))
                .distinct()
                .toList();
        assertThat(kept).containsExactlyInAnyOrderElementsOf(copied);
    }

    /** The published schema belongs to an operator without support for Flink 2; the other fields used here are unchanged. */
    @Test
    void fitsTheOperatorsSchema() throws Exception {
        Map<String, Object> schema = crd();
        Map<String, Object> spec = YamlFile.map(YamlFile.at(schema, "properties", "spec", "properties"));
        assertThat(YamlFile.strings(YamlFile.at(spec, "flinkVersion", "enum"))).contains("v1_20");
        ((Map<?, ?>) spec.get("flinkVersion")).remove("enum");

        assertThat(YamlFile.errors(deployment, YamlFile.json(schema))).isEmpty();
        assertThat(spec)
                .containsKeys(YamlFile.map(deployment.get("spec")).keySet().toArray(String[]::new));
        assertThat(YamlFile.map(YamlFile.at(spec, "job", "properties")))
                .containsKeys(YamlFile.map(YamlFile.at(deployment, "spec", "job"))
                        .keySet()
                        .toArray(String[]::new));
    }

    private static Map<String, Object> crd() throws IOException {
        try (Reader yaml = new InputStreamReader(KubernetesFilesTest.class.getResourceAsStream(CRD), UTF_8)) {
            Object versions = YamlFile.at(YamlFile.read(yaml), "spec", "versions");
            return YamlFile.map(YamlFile.at(YamlFile.maps(versions).get(0), "schema", "openAPIV3Schema"));
        }
    }

    @Test
    void theClusterHasTheSettingsOfTheSessionClusterButForPlacesAndMemory() {
        Map<String, String> expected = new TreeMap<>(session);
        expected.keySet().removeAll(MEMORY);
        expected.put("execution.checkpointing.dir", "s3://bucket/arrowgate/checkpoints");
        expected.put("execution.checkpointing.savepoint-dir", "s3://bucket/arrowgate/savepoints");
        expected.put("high-availability.type", "kubernetes");
        expected.put("high-availability.storageDir", "s3://bucket/arrowgate/ha");
        assertThat(flink).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void itsProcessesHaveTheMemoryOfTheSessionClusters() {
        for (String process : List.of("jobManager", "taskManager")) {
            assertThat(YamlFile.at(deployment, "spec", process, "resource", "memory"))
                    .isEqualTo(session.get(process.toLowerCase(Locale.ROOT) + ".memory.process.size"));
        }
    }

    @Test
    void theJobAcceptsItsArgumentsAndHasItsPasswordFromASecret() {
        String[] arguments =
                YamlFile.strings(YamlFile.at(deployment, "spec", "job", "args")).toArray(String[]::new);
        Object containers = YamlFile.at(deployment, "spec", "podTemplate", "spec", "containers");
        Map<String, Object> container = YamlFile.maps(containers).get(0);
        Map<String, Object> secret = YamlFile.maps(container.get("env")).get(0);

        JobSettings settings = JobCommandLine.parse(
                        arguments,
                        Map.of((String) secret.get("name"), "from a secret"),
                        new PrintWriter(new StringWriter()))
                .map(JobSettings::from)
                .orElseThrow();

        assertThat(settings.clickHouse().password()).isEqualTo("from a secret");
        assertThat(secret).doesNotContainKey("value");
        assertThat(YamlFile.at(secret, "valueFrom", "secretKeyRef", "name")).isEqualTo("arrowgate");
        // The container and the secret use the same settings file.
        assertThat(YamlFile.at(secret, "valueFrom", "secretKeyRef", "key")).isEqualTo("ARROWGATE_CLICKHOUSE_PASSWORD");
        assertThat(container).containsEntry("name", "flink-main-container");
        assertThat(YamlFile.at(deployment, "spec", "job", "entryClass")).isEqualTo(ArrowgateJob.class.getName());
    }
}
