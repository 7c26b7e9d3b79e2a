package io.arrowgate.common.kafka;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.InvalidSettingException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Classifies Kafka failures that affect every request: authentication, authorization, TLS, network, client properties. */
public final class KafkaConnectionErrors {
    private KafkaConnectionErrors() {}

    /** Returns the wrong setting with its remedy; empty for failures of another kind. */
    public static Optional<InvalidSettingException> of(Throwable failure) {
        return Stream.<Optional<InvalidSettingException>>of(
                        when(failure, UnsupportedSaslMechanismException.class, KafkaConnectionErrors::mechanism),
                        when(failure, SaslAuthenticationException.class, KafkaConnectionErrors::user),
                        when(failure, SslAuthenticationException.class, KafkaConnectionErrors::tls),
                        when(failure, IllegalSaslStateException.class, KafkaConnectionErrors::protocol),
                        when(failure, AuthorizationException.class, KafkaConnectionErrors::rights),
                        when(failure, TimeoutException.class, KafkaConnectionErrors::unreachable),
                        when(failure, ConfigException.class, KafkaConnectionErrors::unusable))
                .flatMap(Optional::stream)
                .findFirst()
                .map(setting -> {
                    setting.initCause(failure);
                    return setting;
                });
    }

    /** Classifies a failure to create the client. */
    static InvalidSettingException ofConstruction(KafkaException failure) {
        return of(failure).orElseGet(() -> {
            InvalidSettingException setting = unusable(failure);
            setting.initCause(failure);
            return setting;
        });
    }

    private static <T extends Throwable> Optional<InvalidSettingException> when(
            Throwable failure, Class<T> kind, Function<T, InvalidSettingException> explanation) {
        return ExceptionUtils.findThrowable(failure, kind).map(explanation);
    }

    private static InvalidSettingException mechanism(UnsupportedSaslMechanismException e) {
        return property(
                SaslConfigs.SASL_MECHANISM,
                "the brokers do not offer this mechanism; set one that they offer (%s)",
                e.getMessage());
    }

    private static InvalidSettingException user(SaslAuthenticationException e) {
        return property(
                SaslConfigs.SASL_JAAS_CONFIG,
                "the brokers reject its user or password, or the user does not exist for kafka.properties.sasl.mechanism"
                        + " (%s)",
                e.getMessage());
    }

    private static InvalidSettingException tls(SslAuthenticationException e) {
        Throwable root = root(e);
        String message = String.valueOf(root.getMessage());
        if (message.startsWith("No name matching") || message.startsWith("No subject alternative")) {
            return new InvalidSettingException(
                    ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS.key(),
                    "a broker's certificate is for a different host; use the host name in the certificate (%s)"
                            .formatted(message));
        }
        if (ExceptionUtils.findThrowable(e, CertificateException.class).isPresent()) {
            return property(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    "a broker's certificate is not trusted; set a trust store that holds its issuer (%s)",
                    message);
        }
        if (message.contains("fatal alert: ")) {
            return property(
                    SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                    "the brokers require a client certificate that they trust; set the key store that holds one (%s)",
                    message);
        }
        return property(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                "the TLS handshake failed on the brokers' port; set the protocol of this port, or use the TLS port (%s)",
                message);
    }

    private static InvalidSettingException protocol(IllegalSaslStateException e) {
        return property(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                "the brokers' port does not use SASL; set the protocol of this port, or use the SASL port (%s)",
                e.getMessage());
    }

    private static InvalidSettingException rights(AuthorizationException e) {
        Set<String> topics = e instanceof TopicAuthorizationException of ? of.unauthorizedTopics() : Set.of();
        return new InvalidSettingException(
                ArrowgateOptions.KAFKA_PROPERTIES.key(),
                "the brokers deny the user an operation; grant the rights listed in docs/security.md (%s%s)"
                        .formatted(e.getMessage(), topics.isEmpty() ? "" : " " + topics));
    }

    private static InvalidSettingException unreachable(TimeoutException e) {
        return new InvalidSettingException(
                ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS.key(),
                ("no broker answered in time; check the addresses, and that kafka.properties.security.protocol is the"
                                + " protocol of this port (%s)")
                        .formatted(e.getMessage()));
    }

    private static InvalidSettingException unusable(Throwable e) {
        return new InvalidSettingException(
                ArrowgateOptions.KAFKA_PROPERTIES.key(), "the Kafka client rejects them: " + root(e).getMessage());
    }

    private static InvalidSettingException property(String name, String problem, String message) {
        return new InvalidSettingException(
                ArrowgateOptions.KAFKA_PROPERTIES.key() + "." + name, problem.formatted(message));
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
