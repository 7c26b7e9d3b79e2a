package io.arrowgate.clickhouse.client;

import com.clickhouse.client.api.ServerException;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.option.InvalidSettingException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.flink.util.ExceptionUtils;

/** Recognizes failures that affect every request, such as authentication and TLS, and names the setting to correct. */
public final class ClickHouseConnectionErrors {
    private static final Set<Integer> WRONG_USER = Set.of(192, 193, 194, 516);
    /** Matches the JDK's messages for the TLS alerts (RFC 8446) of servers that reject a client certificate or require one. */
    private static final Pattern CERTIFICATE_ALERT =
            Pattern.compile("fatal alert: (certificate_\\w+|bad_certificate|unknown_ca|handshake_failure)");

    private ClickHouseConnectionErrors() {}

    /** Returns an exception that names the wrong setting and the remedy; empty for any other failure. */
    public static Optional<InvalidSettingException> of(Throwable failure) {
        return setting(failure).map(setting -> {
            setting.initCause(failure);
            return setting;
        });
    }

    /** Does the same. If the server closed a TLS connection without a reason, a second handshake finds out the reason. */
    static Optional<InvalidSettingException> of(Throwable failure, ClickHouseSettings settings) {
        boolean closedByServer = settings.url().startsWith("https:")
                && ExceptionUtils.findThrowable(failure, SocketException.class).isPresent();
        return of(failure)
                .or(() -> closedByServer
                        ? TlsProbe.rejection(settings).flatMap(ClickHouseConnectionErrors::of)
                        : Optional.empty());
    }

    private static Optional<InvalidSettingException> setting(Throwable failure) {
        if (isWrongUser(failure)) {
            return Optional.of(
                    new InvalidSettingException(
                            ArrowgateOptions.CLICKHOUSE_PASSWORD.key(),
                            "ClickHouse rejects this password or clickhouse.user: set those of a user that exists on the server"));
        }
        Optional<CertificateException> certificate = ExceptionUtils.findThrowable(failure, CertificateException.class);
        if (certificate.isPresent()) {
            return Optional.of(untrusted(certificate.get()));
        }
        Optional<SSLPeerUnverifiedException> otherHost =
                ExceptionUtils.findThrowable(failure, SSLPeerUnverifiedException.class);
        if (otherHost.isPresent()) {
            return Optional.of(otherHost(otherHost.get().getMessage()));
        }
        return ExceptionUtils.findThrowable(failure, SSLException.class)
                .map(e -> String.valueOf(e.getMessage()))
                .flatMap(ClickHouseConnectionErrors::ofTls);
    }

    private static boolean isWrongUser(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, ServerException.class)
                        .filter(e -> WRONG_USER.contains(e.getCode()))
                        .isPresent()
                || ExceptionUtils.findThrowable(failure, SQLException.class)
                        .filter(e -> WRONG_USER.contains(e.getErrorCode()))
                        .isPresent();
    }

    private static InvalidSettingException untrusted(CertificateException e) {
        return new InvalidSettingException(
                ArrowgateOptions.CLICKHOUSE_TLS_CA_CERTIFICATE.key(),
                "ClickHouse's certificate is not trusted: set the PEM file of its issuer (%s)"
                        .formatted(e.getMessage()));
    }

    private static InvalidSettingException otherHost(String message) {
        return new InvalidSettingException(
                ArrowgateOptions.CLICKHOUSE_URL.key(),
                "the server's certificate is for another host: use a host name from the certificate (%s)"
                        .formatted(message));
    }

    private static Optional<InvalidSettingException> ofTls(String message) {
        if (CERTIFICATE_ALERT.matcher(message).find()) {
            return Optional.of(new InvalidSettingException(
                    ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE.key(),
                    "ClickHouse requires a client certificate that it trusts: set one, and its clickhouse.tls.client-key (%s)"
                            .formatted(message)));
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return Optional.of(new InvalidSettingException(
                    ArrowgateOptions.CLICKHOUSE_URL.key(),
                    "the server does not use TLS on this port: use http://, or the server's TLS port"));
        }
        return Optional.empty();
    }
}
