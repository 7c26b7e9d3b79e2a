package io.arrowgate.tools.local;

import io.arrowgate.testing.TestPorts;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Runs a broker with a listener for SASL over TLS and one that requires client certificates, both with ACLs, and a third
 * listener on which the test has all rights.
 */
public final class SecureBroker implements AutoCloseable {
    private static final String LOGIN = "org.apache.kafka.common.security.%s required";

    private final LocalKafka broker;
    private final int saslPort = TestPorts.next();
    private final int tlsPort = TestPorts.next();

    /**
     * Starts it.
     *
     * @param plainUser user of SASL's mechanism PLAIN
     */
    public SecureBroker(
            Path dir, TestCertificates certificates, String password, String plainUser, String plainPassword)
            throws Exception {
        Properties settings = new Properties();
        String listeners = "SASL_SSL://localhost:%d,SSL://localhost:%d".formatted(saslPort, tlsPort);
        settings.put("listeners", listeners.replace("localhost", "127.0.0.1"));
        settings.put("advertised.listeners", listeners);
        settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,SSL:SSL");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        String jaas = "listener.name.sasl_ssl.%s.sasl.jaas.config";
        settings.put(jaas.formatted("scram-sha-512"), LOGIN.formatted("scram.ScramLoginModule") + ";");
        settings.put(
                jaas.formatted("plain"),
                "%s user_%s=\"%s\";".formatted(LOGIN.formatted("plain.PlainLoginModule"), plainUser, plainPassword));
        settings.put("ssl.keystore.location", certificates.keyStore("server").toString());
        settings.put("ssl.keystore.password", password);
        settings.put("ssl.key.password", password);
        settings.put("ssl.truststore.location", certificates.trustStore("ca").toString());
        settings.put("ssl.truststore.password", password);
        settings.put("listener.name.ssl.ssl.client.auth", "required");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        Path file = dir.resolve("broker.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        broker = LocalKafka.start(dir, 0, Optional.of(file));
    }

    /** Returns the address of the SASL_SSL listener. */
    public String saslServers() {
        return "localhost:" + saslPort;
    }

    /** Returns the address of the SSL listener, which requires a client certificate. */
    public String tlsServers() {
        return "localhost:" + tlsPort;
    }

    /** Returns the address of the test's own listener, without TLS and password. */
    public String openServers() {
        return broker.bootstrapServers();
    }

    /** Returns a client with all rights; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** Creates a user of the mechanism SCRAM-SHA-512. */
    public void addUser(String user, String password) throws Exception {
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get();
        }
    }

    /** Describes a right: an operation on a topic, group or transactional id. */
    public record Right(AclOperation operation, ResourceType type, String name, PatternType pattern) {}

    /** Grants a user these rights. */
    public void allow(String user, List<Right> rights) throws Exception {
        List<AclBinding> bindings = new ArrayList<>();
        for (Right right : rights) {
            bindings.add(new AclBinding(
                    new ResourcePattern(right.type(), right.name(), right.pattern()),
                    new AccessControlEntry("User:" + user, "*", right.operation(), AclPermissionType.ALLOW)));
        }
        try (Admin admin = admin()) {
            admin.createAcls(bindings).all().get();
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
