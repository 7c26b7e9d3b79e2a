package io.arrowgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.local.FlinkRest;
import io.arrowgate.local.ListeningSockets;
import io.arrowgate.local.LocalJob;
import io.arrowgate.local.SharedStack;
import io.arrowgate.local.TlsFront;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job and every command against servers with TLS and passwords, by users with least rights; and how such servers refuse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureServersIT {
    private static final int READINGS = 1_000;
    private static final Duration PROMPT = Duration.ofSeconds(15);

    private SecureBed bed;

    @BeforeAll
    void start() throws Exception {
        bed = new SecureBed();
    }

    @AfterAll
    void stop() throws Exception {
        bed.close();
    }

    @Test
    void jobAndCommandsRunOverSaslAndTlsWithLeastRightsAndShowNoSecret() throws Exception {
        String name = SharedStack.uniqueName("sasl");
        bed.broker.allow(SecureBed.JOB_USER, SecureBed.rightsOfJob(name));
        bed.broker.allow(SecureBed.OPERATOR, SecureBed.rightsOfOperator(name));
        Map<String, String> settings = bed.job(name);
        TlsFront engine = new TlsFront(SharedStack.clickHouseUrl(), 0, bed.certificates, "server", false);
        settings.put("clickhouse.url", engine.url());
        Path operator = bed.file(settings, bed.plain(SecureBed.OPERATOR, SecureBed.OPERATOR_SECRET));
        JobSettings job = job(bed.file(settings, bed.scram(SecureBed.JOB_USER, SecureBed.JOB_SECRET)));
        String database = job.clickHouse().database();

        try (LocalJob running = LocalJob.start(job, 0)) {
            Path records = Files.write(bed.dir.resolve("broken.json"), List.of("no reading", hot(0), hot(11)));
            succeed(operator, "produce", "--stream", "sensors", "--generate", String.valueOf(READINGS));
            succeed(operator, "produce", "--stream", "sensors", "--file", records.toString());
            SecureBed.await("SELECT count() FROM %s.sensors".formatted(database), String.valueOf(READINGS + 2));
            SecureBed.await("SELECT count() FROM %s.dead_letters".formatted(database), "1");
            SecureBed.await(
                    "SELECT count() FROM %s.alerts FINAL WHERE rule = 'cpu-high' AND series['device'] = 'hot'"
                            .formatted(database),
                    "1");
            assertThat(bed.records(name + "-alerts")).isPositive();

            succeed(operator, "verify", "--deep");
            assertThat(succeed(operator, "dead-letters", "list").out()).contains("MALFORMED");
            assertThat(succeed(operator, "dead-letters", "replay").out()).contains("sent 1 records");
            SecureBed.await("SELECT count() FROM %s.dead_letters".formatted(database), "2");
            succeed(operator, "report", "freshness");
            succeed(operator, "replay", "--stream", "sensors", "--table", "again");
            SecureBed.await("SELECT count() FROM %s.again".formatted(database), String.valueOf(READINGS + 2));
            succeed(operator, "archive", "--table", "again", "--day", "2024-05-01", "--to", bed.dir.toString());

            if (ListeningSockets.areKnown()) {
                assertThat(ListeningSockets.ofThisProcessAndItsChildren()).isNotEmpty();
                assertThat(ListeningSockets.openToOthers()).isEmpty();
            }

            // Somebody else's server answers in ClickHouse's place.
            engine.close();
            try (TlsFront stranger =
                    new TlsFront(SharedStack.clickHouseUrl(), engine.port(), bed.certificates, "stranger", false)) {
                succeed(operator, "produce", "--stream", "sensors", "--generate", "10");
                awaitFailure(running, "clickhouse.tls.ca-certificate");
            }
            assertNoSecret(pages(running));
        }
        assertNoSecret(logs());
    }

    @Test
    void jobRunsWithClientCertificatesAlone() throws Exception {
        String name = SharedStack.uniqueName("mtls");
        bed.broker.allow(SecureBed.CERTIFIED_USER, SecureBed.rightsOfJob(name));
        bed.broker.allow(SecureBed.CERTIFIED_USER, SecureBed.rightsOfOperator(name));
        Path file = bed.file(bed.job(name), bed.certified(), bed.certifiedClickHouse());
        JobSettings job = job(file);

        try (LocalJob running = LocalJob.start(job, 0)) {
            succeed(file, "produce", "--stream", "sensors", "--generate", String.valueOf(READINGS));
            SecureBed.await(
                    "SELECT count() FROM %s.sensors".formatted(job.clickHouse().database()), String.valueOf(READINGS));
            succeed(file, "verify", "--deep");
            assertThat(running.hasEnded()).isFalse();
        }
    }

    /**
     * What is wrong.
     *
     * @param settings that differ from those of a job that runs
     * @param named the setting that the refusal names
     */
    private record Refused(String what, Map<String, String> settings, String named) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalIsPromptNamesTheSettingAndShowsNoSecret(Refused refused) throws Exception {
        String name = SharedStack.uniqueName("refused");
        bed.broker.allow(SecureBed.JOB_USER, SecureBed.rightsOfJob(name));
        Path file = bed.file(bed.job(name), bed.scram(SecureBed.JOB_USER, SecureBed.JOB_SECRET), refused.settings());

        CommandLineRun run = assertTimeoutPreemptively(
                PROMPT, () -> CommandLineRun.of("job", "--config", file.toString(), "--flink-ui-port", "0"));

        assertThat(run.exitCode()).as(run.error()).isEqualTo(Arrowgate.USAGE);
        assertThat(run.error()).startsWith("arrowgate: " + refused.named()).hasLineCount(1);
        assertNoSecret(List.of(run.error(), run.out()));
    }

    List<Refused> refusals() throws Exception {
        Map<String, String> unknownAuthority = Map.of(
                "kafka.properties.ssl.truststore.location",
                bed.certificates.trustStore("stranger").toString());
        return List.of(
                new Refused(
                        "Kafka, wrong password of SCRAM",
                        bed.scram(SecureBed.JOB_USER, SecureBed.WRONG_SECRET),
                        "kafka.properties.sasl.jaas.config: "),
                new Refused(
                        "Kafka, wrong password of PLAIN",
                        bed.plain(SecureBed.OPERATOR, SecureBed.WRONG_SECRET),
                        "kafka.properties.sasl.jaas.config: "),
                new Refused(
                        "Kafka, mechanism that the broker does not offer",
                        Map.of("kafka.properties.sasl.mechanism", "SCRAM-SHA-256"),
                        "kafka.properties.sasl.mechanism: "),
                new Refused("Kafka, unknown authority", unknownAuthority, "kafka.properties.ssl.truststore.location: "),
                new Refused(
                        "Kafka, no client certificate",
                        bed.trusting("SSL", bed.broker.tlsServers()),
                        "kafka.properties.ssl.keystore.location: "),
                new Refused(
                        "Kafka, SASL where TLS is spoken without",
                        Map.of(
                                "kafka.properties.security.protocol",
                                "SASL_PLAINTEXT",
                                "kafka.bootstrap-servers",
                                bed.openServers()),
                        "kafka.properties.security.protocol: "),
                new Refused(
                        "Kafka, TLS where none is spoken",
                        Map.of("kafka.bootstrap-servers", bed.openServers()),
                        "kafka.properties.security.protocol: "),
                new Refused(
                        "Kafka, nobody there",
                        Map.of(
                                "kafka.bootstrap-servers", "localhost:1",
                                "kafka.properties.default.api.timeout.ms", "2000",
                                "kafka.properties.request.timeout.ms", "1000"),
                        "kafka.bootstrap-servers: "),
                new Refused(
                        "Kafka, user without rights",
                        bed.plain(SecureBed.OPERATOR, SecureBed.OPERATOR_SECRET),
                        "kafka.properties.sasl.jaas.config: "),
                new Refused(
                        "Kafka, wrong password of a store",
                        Map.of("kafka.properties.ssl.truststore.password", SecureBed.WRONG_SECRET),
                        "kafka.properties: "),
                new Refused(
                        "ClickHouse, wrong password",
                        Map.of("clickhouse.password", bed.secretFile(SecureBed.WRONG_SECRET)),
                        "clickhouse.password: "),
                new Refused(
                        "ClickHouse, unknown authority",
                        Map.of(
                                "clickhouse.tls.ca-certificate",
                                bed.certificates.certificate("stranger").toString()),
                        "clickhouse.tls.ca-certificate: "),
                new Refused(
                        "ClickHouse, no client certificate",
                        Map.of("clickhouse.url", bed.strictClickHouse.url()),
                        "clickhouse.tls.client-certificate: "),
                new Refused(
                        "ClickHouse, another host's certificate",
                        Map.of("clickhouse.url", bed.misnamedClickHouse.url()),
                        "clickhouse.url: "),
                new Refused(
                        "ClickHouse, TLS where none is spoken",
                        Map.of("clickhouse.url", SharedStack.clickHouseUrl().replace("http:", "https:")),
                        "clickhouse.url: "),
                new Refused(
                        "ClickHouse, file that is not there",
                        Map.of("clickhouse.tls.ca-certificate", "/no/such/file.pem"),
                        "clickhouse.tls.ca-certificate: "));
    }

    private static JobSettings job(Path file) {
        return JobSettings.from(SettingsLoader.load(Map.of(), file, Map.of()));
    }

    private static String hot(int second) {
        return "{\"device\":\"hot\",\"ts\":\"2024-05-01T12:00:%02d.5Z\",\"cpu_used\":99}".formatted(second);
    }

    private static CommandLineRun succeed(Path settings, String... command) {
        List<String> line = new ArrayList<>(Arrays.asList(command));
        line.addAll(List.of("--config", settings.toString()));
        CommandLineRun run = CommandLineRun.of(line.toArray(String[]::new));
        assertThat(run.exitCode()).as(line + "\n" + run.out() + run.error()).isZero();
        return run;
    }

    private static void awaitFailure(LocalJob job, String text) throws Exception {
        FlinkRest rest = new FlinkRest(URI.create(job.uiUrl()));
        String path = "/jobs/" + job.client().getJobID() + "/exceptions";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!rest.get(path).toString().contains(text)) {
            assertThat(System.nanoTime()).as(rest.get(path).toString()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** What the web UI is made of. */
    private static List<String> pages(LocalJob job) throws Exception {
        FlinkRest rest = new FlinkRest(URI.create(job.uiUrl()));
        String id = "/jobs/" + job.client().getJobID();
        List<String> pages = new ArrayList<>();
        for (String path : List.of(
                "/jobmanager/config",
                "/jobmanager/environment",
                "/taskmanagers",
                id,
                id + "/config",
                id + "/plan",
                id + "/exceptions?maxExceptions=100",
                id + "/accumulators?includeSerializedValue=true",
                id + "/checkpoints",
                id + "/checkpoints/config",
                id + "/jobmanager/config")) {
            pages.add(path + ": " + rest.get(path));
        }
        return pages;
    }

    /** Of this JVM, in which the job ran, and of the broker and the engine beside it. */
    private static List<String> logs() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of(System.getProperty("arrowgate.logs", ".arrowgate/logs"), "target/local-stack")) {
            try (Stream<Path> all =
                    Files.find(Path.of(folder), 3, (path, is) -> path.toString().endsWith(".log"))) {
                all.forEach(files::add);
            }
        }
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        assertThat(texts).as(files.toString()).anyMatch(text -> text.contains("ssl.truststore.password = [hidden]"));
        return texts;
    }

    private static void assertNoSecret(List<String> texts) {
        for (String secret : SecureBed.secrets()) {
            assertThat(texts).noneMatch(text -> text.contains(secret));
        }
    }
}
