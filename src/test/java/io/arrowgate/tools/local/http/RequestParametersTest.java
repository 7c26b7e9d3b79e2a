package io.arrowgate.tools.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestParametersTest {
    private static RequestParameters request(String rawQuery) {
        return new RequestParameters(rawQuery, new Headers());
    }

    private static RequestParameters request(String rawQuery, Map<String, String> headers) {
        Headers all = new Headers();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new RequestParameters(rawQuery, all);
    }

    @Test
    void unreservedParametersAreSettings() {
        RequestParameters request = request("query=SELECT+1&max_threads=2&param_x=3&compress=1&wait_end_of_query=1");

        assertThat(request.settings()).isEqualTo(Map.of("max_threads", "2"));
        assertThat(request.arguments()).isEqualTo(Map.of("x", "3"));
        assertThat(request.parameter("query")).contains("SELECT 1");
        assertThat(request.flag("compress")).isTrue();
    }

    @Test
    void valuesAreDecoded() {
        assertThat(request("param_x=a%26b%3D%C3%A4").arguments()).isEqualTo(Map.of("x", "a&b=ä"));
    }

    @Test
    void parameterTakesPrecedenceOverItsHeader() {
        Map<String, String> headers = Map.of("X-clickhouse-database", "d", "X-clickhouse-format", "JSON");

        assertThat(request("database=e", headers).database()).contains("e");
        assertThat(request("", headers).database()).contains("d");
        assertThat(request("", headers).defaultFormat()).isEqualTo("JSON");
        assertThat(request("").defaultFormat()).isEqualTo("TabSeparated");
    }

    @Test
    void aQueryWithoutAnIdGetsOne() {
        assertThat(request("query_id=q").queryId()).isEqualTo("q");
        assertThat(request("").queryId()).isNotEmpty();
    }

    @Test
    void sessionTimeoutOutOfRangeIsRejected() {
        assertThat(request("session_timeout=5").sessionTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThatThrownBy(request("session_timeout=3601")::sessionTimeout).hasMessageContaining("Code: 374");
        assertThatThrownBy(request("session_timeout=x")::sessionTimeout).hasMessageContaining("'x'");
    }

    @Test
    void responseUsesTheAcceptedEncodingIfCompressionIsRequested() {
        Map<String, String> headers = Map.of("Accept-encoding", "br, gzip;q=0.5");

        assertThat(ResponseCompression.of(request("enable_http_compression=1", headers)))
                .isEqualTo(ResponseCompression.GZIP);
        assertThat(ResponseCompression.of(request("", headers))).isEqualTo(ResponseCompression.IDENTITY);
        assertThat(ResponseCompression.of(request("compress=1&enable_http_compression=1", headers)))
                .isEqualTo(ResponseCompression.NATIVE);
    }

    @Test
    void credentialsComeFromBasicAuthenticationHeadersOrParameters() {
        assertThat(Credentials.of(request("", Map.of("Authorization", "Basic dTpwOnc="))))
                .isEqualTo(new Credentials("u", "p:w"));
        assertThat(Credentials.of(request("", Map.of("X-clickhouse-user", "u", "X-clickhouse-key", "k"))))
                .isEqualTo(new Credentials("u", "k"));
        assertThat(Credentials.of(request("user=u&password=p"))).isEqualTo(new Credentials("u", "p"));
        assertThat(Credentials.of(request(""))).isEqualTo(new Credentials("default", ""));
    }
}
