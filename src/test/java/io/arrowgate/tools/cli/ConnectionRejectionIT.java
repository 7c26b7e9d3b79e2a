package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.arrowgate.testing.RecordedLog;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the errors of a job that servers reject at its start. */
@ResourceLock(RecordedLog.LOCK)
@Tag("long")
class ConnectionRejectionIT {
    private static final Duration PROMPT = MachineSpeed.seconds(15);

    /**
     * Describes a wrong setting.
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
        SecureTestBed bed = SecureTestBed.get();
        String name = SharedStack.uniqueName("refused");
        bed.broker.allow(SecureTestBed.JOB_USER, KafkaRights.ofJob(name));
        Path file = bed.file(
                bed.job(name), bed.scram(SecureTestBed.JOB_USER, SecureTestBed.JOB_SECRET), refused.settings());

        try (RecordedLog log = new RecordedLog()) {
            CommandLineRun run = assertTimeoutPreemptively(
                    PROMPT,
                    () -> CommandLineRun.of(
                            "job", "--config", file.toString(), "--flink-ui-port", "0", "--live-port", "0"));

            assertThat(run.exitCode()).as(run.error()).isEqualTo(Arrowgate.USAGE);
            assertThat(run.error()).startsWith("arrowgate: " + refused.named()).hasLineCount(1);
            assertThat(log.text()).contains("job failed", refused.named());
            SecretSearch.assertNone(List.of(run.error(), run.out(), log.text()));
        }
    }

    static List<Refused> refusals() throws Exception {
        SecureTestBed bed = SecureTestBed.get();
        Map<String, String> unknownAuthority = Map.of(
                "kafka.properties.ssl.truststore.location",
                bed.certificates.trustStore("stranger").toString());
        return List.of(
                new Refused(
                        "Kafka, wrong password of SCRAM",
                        bed.scram(SecureTestBed.JOB_USER, SecureTestBed.WRONG_SECRET),
                        "kafka.properties.sasl.jaas.config: "),
                new Refused(
                        "Kafka, wrong password of PLAIN",
                        bed.plain(SecureTestBed.OPERATOR, SecureTestBed.WRONG_SECRET),
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
                        "Kafka, TLS where none is spoken: such a broker hangs up without a word",
                        Map.of(
                                "kafka.bootstrap-servers", bed.openServers(),
                                "kafka.properties.default.api.timeout.ms", "2000",
                                "kafka.properties.request.timeout.ms", "1000"),
                        "kafka.bootstrap-servers: "),
                new Refused(
                        "Kafka, nobody there",
                        Map.of(
                                "kafka.bootstrap-servers", "localhost:1",
                                "kafka.properties.default.api.timeout.ms", "2000",
                                "kafka.properties.request.timeout.ms", "1000"),
                        "kafka.bootstrap-servers: "),
                new Refused(
                        "Kafka, user without rights",
                        bed.plain(SecureTestBed.OPERATOR, SecureTestBed.OPERATOR_SECRET),
                        "kafka.properties: "),
                new Refused(
                        "Kafka, wrong password of a store",
                        Map.of("kafka.properties.ssl.truststore.password", SecureTestBed.WRONG_SECRET),
                        "kafka.properties: "),
                new Refused(
                        "ClickHouse, wrong password",
                        Map.of("clickhouse.password", bed.secretFile(SecureTestBed.WRONG_SECRET)),
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
                        "ClickHouse, file that is not there",
                        Map.of("clickhouse.tls.ca-certificate", "/no/such/file.pem"),
                        "clickhouse.tls.ca-certificate: "));
    }
}
