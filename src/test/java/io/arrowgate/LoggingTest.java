package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the logs of the command line and of a cluster are bounded, and that frequent warnings do not fill them. */
@ParameterizedClass
@ValueSource(strings = {"src/main/resources/log4j2.properties", "flink-conf/log4j.properties"})
class LoggingTest {
    @Parameter
    private String configuration;

    @TempDir
    private Path folder;

    @Test
    void collisionsOfMetricNamesAreNotLogged() throws Exception {
        assertThat(logged("org.apache.flink.metrics.MetricGroup", Level.WARN, 10))
                .isZero();
    }

    @Test
    void configurationsOfKafkaClientsAreNotLogged() throws Exception {
        assertThat(logged("org.apache.kafka.clients.producer.ProducerConfig", Level.INFO, 10))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"org.apache.kafka.clients.NetworkClient", "org.apache.kafka.clients.producer.internals.Sender"})
    void warningsOfKafkaClientsAreCapped(String logger) throws Exception {
        assertThat(logged(logger, Level.WARN, 10_000)).isBetween(100L, 1_000L);
    }

    /** With 20 KB for each file in place of many MB. */
    @Test
    void filesAreBounded() throws Exception {
        logged("org.apache.flink.runtime", Level.WARN, 5_000);

        try (Stream<Path> files = Files.list(folder).filter(LoggingTest::isLog)) {
            assertThat(files).hasSize(4).allMatch(file -> file.toFile().length() < 21_000);
        }
    }

    private static boolean isLog(Path file) {
        return file.getFileName().toString().startsWith("arrowgate");
    }

    private long logged(String logger, Level level, int times) throws IOException {
        String text = Files.readString(Path.of(configuration))
                .replace("${sys:arrowgate.logs:-.arrowgate/logs}", folder.toString())
                .replace("${sys:log.file}", folder.resolve("arrowgate.log").toString())
                .replace("rootLogger.appenderRef.console.ref = console", "")
                .replaceAll("\\d+ MB", "20 KB");
        Path file = Files.writeString(folder.resolve("log4j2.properties"), text);
        try (LoggerContext context = new LoggerContext("test", null, file.toUri())) {
            context.start();
            Logger log = context.getLogger(logger);
            for (int i = 0; i < times; i++) {
                log.log(level, "again");
            }
        }
        try (Stream<Path> files = Files.list(folder).filter(LoggingTest::isLog)) {
            long lines = 0;
            for (Path log : files.toList()) {
                lines += Files.readAllLines(log).size();
            }
            return lines;
        }
    }
}
