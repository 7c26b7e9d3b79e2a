package io.arrowgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.local.cluster.JobJar;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the content of the job jar, without the libraries of a cluster and the tools. */
class JobJarIT {
    @Test
    void startsTheJobAndOpensWhatArrowReads() throws Exception {
        try (JarFile jar = new JarFile(JobJar.path().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.arrowgate.ArrowgateJob");
            assertThat(manifest.getValue("Add-Opens").split(" "))
                    .containsExactlyInAnyOrder("java.base/java.nio", "java.base/java.util", "java.base/java.lang");
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/arrowgate/ArrowgateJob.class",
                "streams/sensors.yaml",
                "streams/turnstiles.yaml",
                "sql/clickhouse/row_check.sql",
                "sql/report/migrations/010_turnstile_traffic.sql",
                "org/apache/flink/connector/kafka/source/KafkaSource.class",
                "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                "org/apache/arrow/vector/VectorSchemaRoot.class",
                "com/clickhouse/client/api/Client.class",
                "META-INF/services/java.sql.Driver",
                "META-INF/LICENSE",
                "META-INF/NOTICE",
                "META-INF/THIRD-PARTY.txt"
            })
    void bringsWhatAClusterDoesNotHave(String entry) throws Exception {
        assertThat(entries()).contains(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/slf4j/",
                "org/apache/log4j/",
                "org/apache/logging/",
                "log4j2.properties",
                "org/apache/flink/api/",
                "org/apache/flink/client/",
                "org/apache/flink/configuration/",
                "org/apache/flink/core/",
                "org/apache/flink/runtime/",
                "org/apache/flink/shaded/",
                "org/apache/flink/streaming/api/",
                "org/apache/flink/streaming/runtime/",
                "org/apache/flink/connector/base/",
                "kafka/server/",
                "org/apache/kafka/server/log/",
                "org/apache/kafka/controller/",
                "scala/",
                "com/sun/jna/",
                "oshi/",
                "org/openjdk/jmh/",
                "io/arrowgate/tools/",
                "local/",
                "sql/tools/"
            })
    void leavesOutWhatAClusterHasAndWhatIsNotTheJobs(String prefix) throws Exception {
        assertThat(entries()).noneMatch(entry -> entry.startsWith(prefix));
    }

    private static List<String> entries() throws Exception {
        try (JarFile jar = new JarFile(JobJar.path().toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList();
        }
    }
}
