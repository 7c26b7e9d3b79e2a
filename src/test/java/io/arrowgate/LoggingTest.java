package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that frequent warnings of libraries do not fill the logs. */
class LoggingTest {
    @TempDir
    private Path folder;

    @Test
    void collisionsOfMetricNamesAreNotLogged() throws Exception {
        assertThat(logged("org.apache.flink.metrics.MetricGroup", 10)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"org.apache.kafka.clients.NetworkClient", "org.apache.kafka.clients.producer.internals.Sender"})
    void warningsOfKafkaClientsAreCapped(String logger) throws Exception {
        assertThat(logged(logger, 10_000)).isBetween(100L, 1_000L);
    }

    private long logged(String logger, int warnings) throws Exception {
        String configuration = Files.readString(Path.of("src/main/resources/log4j2.properties"))
                .replace("${sys:arrowgate.logs:-.arrowgate/logs}", folder.toString());
        Path file = Files.writeString(folder.resolve("log4j2.properties"), configuration);
        try (LoggerContext context = new LoggerContext("test", null, file.toUri())) {
            context.start();
            Logger log = context.getLogger(logger);
            for (int i = 0; i < warnings; i++) {
                log.warn("again");
            }
        }
        Path written = folder.resolve("arrowgate.log");
        return Files.exists(written) ? Files.readAllLines(written).size() : 0;
    }
}
