package io.arrowgate.config;

import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;

/**
 * The PEM files with which ClickHouse is reached over TLS, by their paths on every machine that the job runs on.
 *
 * @param caCertificate whom to trust instead of the JVM's own authorities; null for these
 * @param clientCertificate shown to the server, with the chain that leads to its authority; null for none
 * @param clientKey the certificate's RSA key as PKCS#8, without a password; null for none
 */
public record ClickHouseTlsFiles(String caCertificate, String clientCertificate, String clientKey)
        implements Serializable {
    /** What the JVM trusts, and no client certificate. */
    public static final ClickHouseTlsFiles DEFAULT = new ClickHouseTlsFiles(null, null, null);

    public ClickHouseTlsFiles {
        checkPair(ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_KEY, clientKey, clientCertificate);
        checkPair(ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE, clientCertificate, clientKey);
    }

    private static void checkPair(ArrowgateOption<String> option, String value, String other) {
        if (value == null && other != null) {
            throw new InvalidSettingException(
                    option.key(),
                    "is not set, and a client certificate is of no use without its key; give both or none");
        }
    }

    static ClickHouseTlsFiles from(ResolvedOptions options) {
        return new ClickHouseTlsFiles(
                options.get(ArrowgateOptions.CLICKHOUSE_TLS_CA_CERTIFICATE),
                options.get(ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE),
                options.get(ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_KEY));
    }

    /** Whether there is nothing but what the JVM has anyway. */
    public boolean isDefault() {
        return caCertificate == null && clientCertificate == null;
    }
}
