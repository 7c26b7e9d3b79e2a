package io.arrowgate.tools.cli;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.testing.RecordedLog;
import io.arrowgate.testing.TestPorts;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.TlsProxy;
import io.arrowgate.tools.local.cluster.FlinkRestClient;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs a job and every command against servers with TLS and passwords, as users with least rights. */
@ResourceLock(RecordedLog.LOCK)
@Tag("long")
class SecureServersIT {
    private static final int READINGS = 1_000;

    private final SecureTestBed bed = SecureTestBed.get();

    @Test
    void jobAndCommandsRunOverSaslAndTlsWithLeastRightsAndShowNoSecret() throws Exception {
        String name = SharedStack.uniqueName("sasl");
        bed.broker.allow(SecureTestBed.JOB_USER, KafkaRights.ofJob(name));
        bed.broker.allow(SecureTestBed.OPERATOR, KafkaRights.ofOperator(name));
        Map<String, String> settings = bed.job(name);
        TlsProxy engine = front(TestPorts.next(), "server");
        settings.put("clickhouse.url", engine.url());
        settings.put("clickhouse.retry.max-duration", "2 s");
        Path operator = bed.file(settings, bed.plain(SecureTestBed.OPERATOR, SecureTestBed.OPERATOR_SECRET));
        JobSettings job = job(bed.file(settings, bed.scram(SecureTestBed.JOB_USER, SecureTestBed.JOB_SECRET)));
        String database = job.clickHouse().database();

        try (RecordedLog log = new RecordedLog();
                LocalJob running = LocalJob.start(job, 0)) {
            Path records = Files.write(bed.dir.resolve("broken.json"), List.of("no reading", hot(0), hot(11)));
            succeed(operator, "produce", "--stream", "sensors", "--generate", String.valueOf(READINGS));
            succeed(operator, "produce", "--stream", "sensors", "--file", records.toString());
            SecureTestBed.await("SELECT count() FROM %s.sensors".formatted(database), String.valueOf(READINGS + 2));
            SecureTestBed.await("SELECT count() FROM %s.dead_letters".formatted(database), "1");
            SecureTestBed.await(
                    "SELECT count() FROM %s.alerts FINAL WHERE rule = 'cpu-high' AND series['device'] = 'hot'"
                            .formatted(database),
                    "1");
            assertThat(bed.records(name + "-alerts")).isPositive();

            succeed(operator, "verify", "--deep");
            assertThat(succeed(operator, "dead-letters", "list").out()).contains("MALFORMED");
            assertThat(succeed(operator, "dead-letters", "replay").out()).contains("sent 1 records");
            SecureTestBed.await("SELECT count() FROM %s.dead_letters".formatted(database), "2");
            succeed(operator, "report", "freshness");
            succeed(operator, "replay", "--stream", "sensors", "--table", "again");
            SecureTestBed.await("SELECT count() FROM %s.again".formatted(database), String.valueOf(READINGS + 2));
            succeed(operator, "archive", "--table", "sensors", "--day", "2024-05-01", "--to", bed.dir.toString());

            engine.close();
            succeed(operator, "produce", "--stream", "sensors", "--generate", "10");
            awaitFailure(running, "Restore ClickHouse");
            SecretSearch.assertNone(SecretSearch.pages(running));
            try (TlsProxy back = front(engine.port(), "server")) {
                SecureTestBed.await(
                        "SELECT count() FROM %s.sensors".formatted(database), String.valueOf(READINGS + 12));
                assertThat(back.port()).isEqualTo(engine.port());
            }
            // Another server responds instead of ClickHouse. The job keeps retrying and names the setting.
            try (TlsProxy stranger = front(engine.port(), "stranger")) {
                succeed(operator, "produce", "--stream", "sensors", "--generate", "10");
                assertThat(stranger.port()).isEqualTo(engine.port());
                awaitFailure(running, "clickhouse.tls.ca-certificate");
                assertThat(running.hasEnded()).isFalse();
            }
            try (TlsProxy back = front(engine.port(), "server")) {
                SecureTestBed.await(
                        "SELECT count() FROM %s.sensors".formatted(database), String.valueOf(READINGS + 22));
                assertThat(back.port()).isEqualTo(engine.port());
            }
            assertThat(log.text()).contains("ssl.truststore.password = [hidden]", "sasl.jaas.config = [hidden]");
            SecretSearch.assertNone(List.of(log.text()));
        }
        SecretSearch.assertNone(SecretSearch.logs());
    }

    @Test
    void jobRunsWithClientCertificatesOnly() throws Exception {
        String name = SharedStack.uniqueName("mtls");
        bed.broker.allow(SecureTestBed.CERTIFIED_USER, KafkaRights.ofJob(name));
        bed.broker.allow(SecureTestBed.CERTIFIED_USER, KafkaRights.ofOperator(name));
        Path file = bed.file(bed.job(name), bed.certified(), bed.certifiedClickHouse());
        JobSettings job = job(file);

        try (LocalJob running = LocalJob.start(job, 0)) {
            succeed(file, "produce", "--stream", "sensors", "--generate", String.valueOf(READINGS));
            SecureTestBed.await(
                    "SELECT count() FROM %s.sensors".formatted(job.clickHouse().database()), String.valueOf(READINGS));
            succeed(file, "verify", "--deep");
            assertThat(running.hasEnded()).isFalse();
        }
    }

    private TlsProxy front(int port, String shown) throws Exception {
        return new TlsProxy(SharedStack.clickHouseUrl(), port, bed.certificates, shown, false);
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
        FlinkRestClient rest = new FlinkRestClient(URI.create(job.uiUrl()));
        String path = "/jobs/" + job.client().getJobID() + "/exceptions";
        await("failure with " + text)
                .untilAsserted(() -> assertThat(rest.get(path).toString()).contains(text));
    }
}
