package io.arrowgate.config;

import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;

/**
 * Describes the PEM files of TLS connections to ClickHouse. Each path must exist on every machine of the job.
 *
 * @param caCertificate certificate authorities to trust instead of the JVM's; null for the JVM's
 * @param clientCertificate sent to the server, with the chain that leads to its authority; null for none
 * @param clientKey the certificate's RSA key as PKCS#8, without a password; null for none
 */
public record ClickHouseTlsFiles(String caCertificate, String clientCertificate, String clientKey)
        implements Serializable {
    /** Trusts the JVM's certificate authorities and sends no client certificate. */
    public static final ClickHouseTlsFiles DEFAULT = new ClickHouseTlsFiles(null, null, null);

    public ClickHouseTlsFiles {
        checkPair(ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_KEY, clientKey, clientCertificate);
        checkPair(ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE, clientCertificate, clientKey);
    }

    private static void checkPair(ArrowgateOption<String> option, String value, String other) {
        if (value == null && other != null) {
            throw new InvalidSettingException(
                    option.key(), "is not set; a client certificate needs its key: give both or neither");
        }
    }

    static ClickHouseTlsFiles from(ResolvedOptions options) {
        return new ClickHouseTlsFiles(
                options.get(ArrowgateOptions.CLICKHOUSE_TLS_CA_CERTIFICATE),
                options.get(ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE),
                options.get(ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_KEY));
    }

    /** Returns whether neither a CA nor a client certificate is set. */
    public boolean isDefault() {
        return caCertificate == null && clientCertificate == null;
    }
}
