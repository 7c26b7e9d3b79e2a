package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.TestAwait;
import io.arrowgate.tools.local.SecureBroker;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.TestCertificates;
import io.arrowgate.tools.local.TlsProxy;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Starts servers with authentication on first use, and writes settings files for jobs and users. */
final class SecureTestBed {
    static final String JOB_USER = "arrowgate";
    static final String OPERATOR = "operator";
    /** Subject of the client certificate. */
    static final String CERTIFIED_USER = "CN=arrowgate";

    /** Secrets that cannot occur in a log by chance. */
    static final String STORE_SECRET = secret();

    static final String JOB_SECRET = secret();
    static final String OPERATOR_SECRET = secret();
    static final String WRONG_SECRET = secret();

    private static final String LOGIN = "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";";

    final Path dir = SharedStack.freshDir("secure").toAbsolutePath();
    final TestCertificates certificates = new TestCertificates(dir, STORE_SECRET);
    final SecureBroker broker = new SecureBroker(dir, certificates, STORE_SECRET, OPERATOR, OPERATOR_SECRET);
    final TlsProxy clickHouse = new TlsProxy(SharedStack.clickHouseUrl(), 0, certificates, "server", false);
    final TlsProxy strictClickHouse = new TlsProxy(SharedStack.clickHouseUrl(), 0, certificates, "server", true);
    final TlsProxy misnamedClickHouse = new TlsProxy(SharedStack.clickHouseUrl(), 0, certificates, "client", false);

    /** Holds the servers; the class loader starts them once, on first use. */
    private static final class Shared {
        static final SecureTestBed BED;

        static {
            try {
                BED = new SecureTestBed();
            } catch (Exception e) {
                throw new IllegalStateException("the secure servers do not start", e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(BED::close, "close secure servers"));
        }
    }

    private SecureTestBed() throws Exception {
        broker.addUser(JOB_USER, JOB_SECRET);
    }

    static SecureTestBed get() {
        return Shared.BED;
    }

    private static String secret() {
        return "hush-" + UUID.randomUUID();
    }

    /** Returns all secrets. */
    static List<String> secrets() {
        return List.of(STORE_SECRET, JOB_SECRET, OPERATOR_SECRET, WRONG_SECRET, SharedStack.PASSWORD);
    }

    /** Writes a secret to a file, as Docker and Kubernetes mount it. */
    String secretFile(String secret) throws Exception {
        Path file = Files.createTempFile(dir, "secret", "");
        Files.writeString(file, secret + "\n");
        return "file:" + file;
    }

    /** Returns settings without secrets for a job of this name, which reads {@code <name>-sensors}. */
    Map<String, String> job(String name) throws Exception {
        Path streams = Files.createDirectories(dir.resolve(name + "-streams"));
        try (InputStream yaml = SecureTestBed.class.getResourceAsStream("/streams/sensors.yaml")) {
            Files.writeString(
                    streams.resolve("sensors.yaml"),
                    new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
                            + "topic: %1$s-sensors\narrow: {topic: %1$s-arrow}\n".formatted(name));
        }
        Map<String, String> job = new HashMap<>();
        job.put("job.name", name);
        job.put("streams", "sensors");
        job.put("streams.dir", streams.toString());
        job.put("kafka.dead-letters-topic", name + "-dead-letters");
        job.put("kafka.new-topic-partitions", "1");
        job.put("alerts.topic", name + "-alerts");
        job.put("alerts.rules-topic", name + "-rules");
        job.put("checkpoint.interval", "500 ms");
        job.put("checkpoint.dir", dir.resolve(name + "-checkpoints").toUri().toString());
        job.put("clickhouse.rejected-batches-topic", name + "-rejected");
        job.put("clickhouse.user", SharedStack.USER);
        job.put("clickhouse.password", secretFile(SharedStack.PASSWORD));
        job.put("clickhouse.database", SharedStack.newDatabase());
        job.put("clickhouse.url", clickHouse.url());
        job.put("clickhouse.tls.ca-certificate", certificates.certificate("ca").toString());
        return job;
    }

    Map<String, String> scram(String user, String password) throws Exception {
        return sasl("SCRAM-SHA-512", "scram.ScramLoginModule", user, password);
    }

    Map<String, String> plain(String user, String password) throws Exception {
        return sasl("PLAIN", "plain.PlainLoginModule", user, password);
    }

    private Map<String, String> sasl(String mechanism, String module, String user, String password) throws Exception {
        Map<String, String> kafka = trusting("SASL_SSL", broker.saslServers());
        kafka.put("kafka.properties.sasl.mechanism", mechanism);
        kafka.put("kafka.properties.sasl.jaas.config", secretFile(LOGIN.formatted(module, user, password)));
        return kafka;
    }

    Map<String, String> certified() throws Exception {
        Map<String, String> kafka = trusting("SSL", broker.tlsServers());
        kafka.put(
                "kafka.properties.ssl.keystore.location",
                certificates.keyStore("client").toString());
        kafka.put("kafka.properties.ssl.keystore.password", secretFile(STORE_SECRET));
        kafka.put("kafka.properties.ssl.key.password", secretFile(STORE_SECRET));
        return kafka;
    }

    Map<String, String> trusting(String protocol, String servers) throws Exception {
        Map<String, String> kafka = new HashMap<>();
        kafka.put("kafka.bootstrap-servers", servers);
        kafka.put("kafka.properties.security.protocol", protocol);
        kafka.put(
                "kafka.properties.ssl.truststore.location",
                certificates.trustStore("ca").toString());
        kafka.put("kafka.properties.ssl.truststore.password", secretFile(STORE_SECRET));
        return kafka;
    }

    /** Returns settings for the ClickHouse proxy that requires a client certificate. */
    Map<String, String> certifiedClickHouse() throws Exception {
        return Map.of(
                "clickhouse.url", strictClickHouse.url(),
                "clickhouse.tls.client-certificate",
                        certificates.certificate("client").toString(),
                "clickhouse.tls.client-key", certificates.key("client").toString());
    }

    /** Writes settings to a file; the last value of a duplicate key counts. */
    @SafeVarargs
    final Path file(Map<String, String>... settings) throws Exception {
        Properties all = new Properties();
        for (Map<String, String> some : settings) {
            all.putAll(some);
        }
        Path file = Files.createTempFile(dir, "settings", ".properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            all.store(out, null);
        }
        return file;
    }

    String openServers() {
        return broker.openServers();
    }

    /** Returns the end offset of a topic with one partition, including transaction markers. */
    long records(String topic) throws Exception {
        try (Admin admin = broker.admin()) {
            TopicPartition partition = new TopicPartition(topic, 0);
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    /** Waits until a query of the engine returns this result. */
    static void await(String sql, String answer) {
        TestAwait.await(sql)
                .untilAsserted(() -> assertThat(SharedStack.query(sql)).isEqualTo(answer));
    }

    private void close() {
        clickHouse.close();
        strictClickHouse.close();
        misnamedClickHouse.close();
        broker.close();
    }
}
