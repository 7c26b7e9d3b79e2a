package io.arrowgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ArrowgateOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporter;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests flink-conf/config.yaml, read by Flink itself. */
class FlinkConfTest {
    private final Configuration flink = GlobalConfiguration.loadConfiguration("flink-conf");

    @Test
    void hasOnlyKeysThatFlinkKnows() {
        assertThat(KnownFlinkOptions.keys()).containsAll(flink.keySet());
    }

    @Test
    void containersHaveTheLoggersAndTheFileOfOtherProcesses() throws Exception {
        assertThat(settings("log4j-console.properties"))
                .containsAll(settings("log4j.properties"))
                .contains("rootLogger.appenderRef.console.ref = console");
    }

    private static List<String> settings(String file) throws IOException {
        return Files.readAllLines(Path.of("flink-conf", file)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void keepsStateInFilesAndRestartsWithoutLimit() {
        assertThat(flink.get(CheckpointingOptions.CHECKPOINT_STORAGE)).isEqualTo("filesystem");
        assertThat(flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).startsWith("file:/");
        assertThat(flink.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)).startsWith("file:/");
        assertThat(flink.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
    }

    @Test
    void givesMemoryToEverySlotForTheArrowBuffersOfTheBuiltInStreams() {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(flink);
        long streams = ArrowgateOptions.STREAMS.configOption().defaultValue().size();
        long arrowBytes = ArrowgateOptions.BATCH_ARROW_MEMORY
                .configOption()
                .defaultValue()
                .getBytes();

        assertThat(memory.getTaskOffHeapSize().getBytes())
                .isGreaterThanOrEqualTo(flink.get(TaskManagerOptions.NUM_TASK_SLOTS) * streams * arrowBytes);
        assertThat(memory.getTaskHeapSize().getMebiBytes()).isGreaterThan(1000);
        assertThat(JobManagerProcessUtils.processSpecFromConfig(flink)
                        .getJvmHeapMemorySize()
                        .getMebiBytes())
                .isGreaterThan(500);
    }

    @Test
    void itsReporterAnswersPrometheusOnAPortOfTheRange() throws Exception {
        List<ReporterSetup> reporters = ReporterSetupBuilder.METRIC_SETUP_BUILDER.fromConfiguration(
                flink, DefaultReporterFilters::metricsFromConfiguration, null);
        assertThat(reporters).hasSize(1);
        MetricReporter reporter = reporters.get(0).getReporter();
        try {
            assertThat(reporter).isInstanceOf(PrometheusReporter.class);
            assertThat(ports()).anySatisfy(port -> assertThat(ask(port)).isEqualTo(200));
        } finally {
            reporter.close();
        }
    }

    private List<Integer> ports() {
        String[] range = flink.toMap().get("metrics.reporter.prom.port").split("-", -1);
        return IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[1]))
                .boxed()
                .toList();
    }

    private static int ask(int port) {
        try {
            URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("nothing on port " + port, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.nio", "java.util", "java.lang"})
    void opensToTheClustersJvmsWhatTheJarsManifestOpensToItsOwn(String name) {
        assertThat(flink.get(CoreOptions.FLINK_JVM_OPTIONS).split("\\s+"))
                .contains("--add-opens=java.base/%s=ALL-UNNAMED".formatted(name));
    }

    @Test
    void allowsArrowToAccessMemoryOnNewJdksAndStartsOnOldOnes() {
        assertThat(flink.get(CoreOptions.FLINK_JVM_OPTIONS).split("\\s+"))
                .containsSubsequence("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow");
    }
}
