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

/** Recognizes that brokers will not have this client, or this client not those brokers, whatever it asks for. */
public final class KafkaConnectionErrors {
    private KafkaConnectionErrors() {}

    /** The setting that is to blame and what to do; empty if the failure is of another kind. */
    public static Optional<InvalidSettingException> of(Throwable failure) {
        return Stream.<Optional<InvalidSettingException>>of(
                        when(failure, UnsupportedSaslMechanismException.class, KafkaConnectionErrors::mechanism),
                        when(failure, SaslAuthenticationException.class, KafkaConnectionErrors::user),
                        when(failure, SslAuthenticationException.class, KafkaConnectionErrors::tls),
                        when(failure, IllegalSaslStateException.class, KafkaConnectionErrors::protocol),
                        when(failure, AuthorizationException.class, KafkaConnectionErrors::rights),
                        when(failure, TimeoutException.class, KafkaConnectionErrors::silence),
                        when(failure, ConfigException.class, KafkaConnectionErrors::unusable))
                .flatMap(Optional::stream)
                .findFirst()
                .map(setting -> {
                    setting.initCause(failure);
                    return setting;
                });
    }

    /** The same for a client that could not even be made. */
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
                SaslConfigs.SASL_MECHANISM, "the brokers offer another one; give one of theirs (%s)", e.getMessage());
    }

    private static InvalidSettingException user(SaslAuthenticationException e) {
        return property(
                SaslConfigs.SASL_JAAS_CONFIG,
                "the brokers refuse its user or password, or do not know the user under kafka.properties.sasl.mechanism"
                        + " (%s)",
                e.getMessage());
    }

    private static InvalidSettingException tls(SslAuthenticationException e) {
        Throwable root = root(e);
        String message = String.valueOf(root.getMessage());
        if (message.startsWith("No name matching") || message.startsWith("No subject alternative")) {
            return new InvalidSettingException(
                    ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS.key(),
                    "a broker's certificate is for another host: give the name that is in it (%s)".formatted(message));
        }
        if (ExceptionUtils.findThrowable(e, CertificateException.class).isPresent()) {
            return property(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    "a broker's certificate is not trusted; give a store that holds its issuer (%s)",
                    message);
        }
        if (message.contains("fatal alert: ")) {
            return property(
                    SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                    "the brokers want a client certificate that they trust; give the store that holds one (%s)",
                    message);
        }
        return property(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                "the brokers' port does not speak TLS like that; give their protocol, or their TLS port (%s)",
                message);
    }

    private static InvalidSettingException protocol(IllegalSaslStateException e) {
        return property(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                "the brokers' port does not expect SASL; give its protocol, or another port (%s)",
                e.getMessage());
    }

    private static InvalidSettingException rights(AuthorizationException e) {
        Set<String> topics = e instanceof TopicAuthorizationException of ? of.unauthorizedTopics() : Set.of();
        return new InvalidSettingException(
                ArrowgateOptions.KAFKA_PROPERTIES.key(),
                "the brokers know the user that they name, who lacks a right; grant it, as docs/security.md lists them (%s%s)"
                        .formatted(e.getMessage(), topics.isEmpty() ? "" : " " + topics));
    }

    private static InvalidSettingException silence(TimeoutException e) {
        return new InvalidSettingException(
                ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS.key(),
                ("no broker answers in time: give the addresses of running ones, and as"
                                + " kafka.properties.security.protocol what they speak there (%s)")
                        .formatted(e.getMessage()));
    }

    private static InvalidSettingException unusable(Throwable e) {
        return new InvalidSettingException(
                ArrowgateOptions.KAFKA_PROPERTIES.key(), "Kafka's client cannot use them: " + root(e).getMessage());
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
