package io.arrowgate.tools.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkClassPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "flink-runtime-2.2.1.jar",
                "flink-connector-base-2.2.1.jar",
                "flink-shaded-asm-9-9.6-20.0.jar",
                "log4j-slf4j-impl-2.25.2.jar",
                "kryo-5.6.2.jar",
                "commons-lang3-3.20.0.jar"
            })
    void takesWhatADistributionHas(String jar) {
        assertThat(FlinkClassPath.of("/repository/" + jar)).containsExactly("/repository/" + jar);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target/classes",
                "arrowgate-0.2.0-SNAPSHOT.jar",
                "flink-connector-kafka-5.0.0-2.2.jar",
                "flink-runtime-2.2.1-tests.jar",
                "flink-test-utils-2.2.1.jar",
                "kafka-clients-4.2.0.jar",
                "arrow-vector-19.0.0.jar",
                "clickhouse-jdbc-0.9.9.jar",
                "jackson-databind-2.21.2.jar",
                "commons-csv-1.14.1.jar",
                "netty-common-4.2.9.Final.jar"
            })
    void leavesWhatAJobHasToBring(String entry) {
        assertThat(FlinkClassPath.of("/repository/" + entry)).isEmpty();
    }

    @Test
    void keepsTheOrder() {
        String classPath =
                String.join(File.pathSeparator, "/b/flink-core-2.2.1.jar", "/a", "/a/flink-clients-2.2.1.jar");

        assertThat(FlinkClassPath.of(classPath))
                .isEqualTo(List.of("/b/flink-core-2.2.1.jar", "/a/flink-clients-2.2.1.jar"));
    }
}
