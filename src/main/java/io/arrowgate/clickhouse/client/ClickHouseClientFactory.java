package io.arrowgate.clickhouse.client;

import com.clickhouse.client.ClickHouseSslContextProvider;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientConfigProperties;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.ClickHouseTlsFiles;
import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Creates ClickHouse clients with the address, user and TLS files of the settings. */
public final class ClickHouseClientFactory {
    private static final String KEEP_ALIVE_PROPERTY = "jdk.httpclient.keepalive.timeout";
    private static final String KEEP_ALIVE_SECONDS = "3";

    static {
        // By default, the JDK's client keeps idle connections for 20 minutes. ClickHouse closes them after 3 to 30
        // seconds, and a request on a connection that is being closed fails.
        if (System.getProperty(KEEP_ALIVE_PROPERTY) == null) {
            System.setProperty(KEEP_ALIVE_PROPERTY, KEEP_ALIVE_SECONDS);
        }
    }

    private ClickHouseClientFactory() {}

    /**
     * Returns the builder of a client without compression and retries; the caller sets its time limits.
     *
     * @param name client name in the server's logs
     */
    public static Client.Builder client(ClickHouseSettings settings, String name) {
        Client.Builder client = new Client.Builder()
                .addEndpoint(EndpointSelector.reachable(settings).url())
                .setUsername(settings.user())
                .setPassword(settings.password())
                .setConnectTimeout(settings.connectTimeout().toMillis())
                .compressClientRequest(false)
                .compressServerResponse(false)
                .setMaxRetries(0)
                .retryOnFailures(ClientFaultCause.None)
                .setClientName(name);
        addTls(settings.tls(), client::setOption);
        return client;
    }

    /**
     * Runs a query and returns the response if ClickHouse itself sent it. A gateway's response could look like a result without rows.
     *
     * @param client built by {@link #client}
     * @throws InvalidResponseException if the response does not have the id of the query
     */
    public static QueryResponse query(Client client, String sql, QuerySettings settings) throws Exception {
        String queryId = "arrowgate-" + UUID.randomUUID();
        QueryResponse response = client.query(sql, settings.setQueryId(queryId)).get();
        String answered = response.getResponseHeaders().get(ClickHouseHttp.QUERY_ID);
        if (queryId.equals(answered)) {
            return response;
        }
        response.close();
        throw InvalidResponseException.withoutQueryId(answered);
    }

    /** Returns the JDBC driver's properties. */
    public static Properties jdbc(ClickHouseSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty(
                "connection_timeout", Long.toString(settings.connectTimeout().toMillis()));
        properties.setProperty(
                "socket_timeout", Long.toString(settings.requestTimeout().toMillis()));
        addTls(settings.tls(), properties::setProperty);
        return properties;
    }

    /** Returns the JDK's HTTP client with the TLS settings and without redirects; the caller adds user and password to its requests. */
    public static HttpClient http(ClickHouseSettings settings) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (settings.tls().isDefault()) {
            return client.build();
        }
        try {
            return client.sslContext(sslContext(settings)).build();
        } catch (SSLException e) {
            throw new IllegalStateException("the files of clickhouse.tls.* cannot be used: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("deprecation") // The ClickHouse client builds its contexts from PEM files in the same way.
    static SSLContext sslContext(ClickHouseSettings settings) throws SSLException {
        ClickHouseTlsFiles tls = settings.tls();
        addTls(tls, (property, path) -> {});
        return ClickHouseSslContextProvider.getProvider()
                .getSslContextFromCerts(tls.clientCertificate(), tls.clientKey(), tls.caCertificate());
    }

    private static void addTls(ClickHouseTlsFiles tls, BiConsumer<String, String> properties) {
        add(
                ArrowgateOptions.CLICKHOUSE_TLS_CA_CERTIFICATE,
                tls.caCertificate(),
                ClientConfigProperties.CA_CERTIFICATE,
                properties);
        add(
                ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE,
                tls.clientCertificate(),
                ClientConfigProperties.SSL_CERTIFICATE,
                properties);
        add(ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_KEY, tls.clientKey(), ClientConfigProperties.SSL_KEY, properties);
    }

    private static void add(
            ArrowgateOption<String> option,
            String path,
            ClientConfigProperties property,
            BiConsumer<String, String> properties) {
        if (path == null) {
            return;
        }
        // The ClickHouse client treats a missing file as the name of a resource, and its error message is unclear.
        if (!Files.isReadable(Path.of(path))) {
            throw new InvalidSettingException(
                    option.key(), "'%s' cannot be read; set a PEM file that exists on every machine".formatted(path));
        }
        properties.accept(property.getKey(), path);
    }
}
