package io.arrowgate.clickhouse.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.ConnectionInitiationException;
import com.clickhouse.client.api.ServerException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickHouseErrorClassifierTest {
    private static FailureKind kind(int code, int httpStatus, String message) {
        return ClickHouseErrorClassifier.of(code, httpStatus, message).kind();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                3, 74, 75, 76, 107, 159, 173, 202, 209, 210, 216, 236, 241, 242, 243, 265, 319, 364, 384, 394, 999,
                1002, 57_005
            })
    void overloadRestartsAndUnknownCodesAreTransient(int code) {
        assertThat(kind(code, 500, "")).isEqualTo(FailureKind.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 47, 53, 60, 70, 81, 115, 164, 192, 193, 194, 218, 349, 497, 516})
    void connectionAndTableNeedAnOperator(int code) {
        assertThat(kind(code, 500, "")).isEqualTo(FailureKind.CONNECTION_OR_TABLE);
        assertThat(ClickHouseErrorClassifier.of(code, 500, "").remedy()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 27, 33, 117, 321, 407, 469})
    void contentIsTheBatchs(int code) {
        assertThat(kind(code, 500, "")).isEqualTo(FailureKind.BATCH_CONTENT);
    }

    @Test
    void emptyStreamIsTheNetworksFault() {
        assertThat(kind(117, 400, "Code: 117. DB::Exception: The Arrow stream is empty. (INCORRECT_DATA)"))
                .isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void code252IsTransientForPartsAndTheBatchsForPartitions() {
        assertThat(kind(252, 500, "Code: 252. DB::Exception: Too many parts (3001 with average size of 1 KiB)"))
                .isEqualTo(FailureKind.TRANSIENT);
        assertThat(kind(
                        252,
                        500,
                        "Code: 252. DB::Exception: Too many partitions for single INSERT block (more than 100)"))
                .isEqualTo(FailureKind.BATCH_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 302, 400, 404, 405, 413, 421, 429, 502, 503})
    void anyHttpStatusWithoutACodeIsTransient(int status) {
        assertThat(kind(0, status, "")).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void gatewayThatWantsOtherCredentialsNeedsAnOperator() {
        assertThat(kind(0, 401, "")).isEqualTo(FailureKind.CONNECTION_OR_TABLE);
        assertThat(kind(0, 403, "")).isEqualTo(FailureKind.CONNECTION_OR_TABLE);
    }

    @Test
    void failuresOnTheWayPassAndNameTheirRoot() {
        RequestFailedException failure = RequestFailedException.of(
                new ConnectionInitiationException("request failed", new SocketException("Connection reset")));
        assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(failure).hasMessageContaining("Connection reset");
    }

    @Test
    void answerInsideAnotherExceptionIsFound() {
        RequestFailedException failure = RequestFailedException.of(
                new ConnectionInitiationException("x", new ServerException(60, "Unknown table", 404, "id")));
        assertThat(failure.isMissingTable()).isTrue();
        assertThat(failure).hasMessage("Unknown table");
    }

    @Test
    void untrustedCertificateNeedsAnOperatorAndWrongConfigurationIsPermanent() {
        SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
        handshake.initCause(new CertificateException("unknown issuer"));
        assertThat(RequestFailedException.of(handshake).kind()).isEqualTo(FailureKind.CONNECTION_OR_TABLE);
        assertThat(RequestFailedException.of(new ClientMisconfigurationException("no endpoint"))
                        .kind())
                .isEqualTo(FailureKind.PERMANENT);
    }

    @Test
    void anAnswerEndsTheQueryUnlessItIsAProxysOrSpeaksOfATwin() {
        assertThat(ClickHouseErrorClassifier.endsQuery(241)).isTrue();
        assertThat(ClickHouseErrorClassifier.endsQuery(216)).isFalse();
        assertThat(ClickHouseErrorClassifier.endsQuery(0)).isFalse();
    }
}
