package io.arrowgate.clickhouse;

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

class ServerErrorsTest {
    @ParameterizedTest
    @ValueSource(ints = {159, 202, 209, 210, 216, 236, 241, 242, 243, 319, 394, 999})
    void overloadRestartsAndTwinsPass(int code) {
        assertThat(ServerErrors.kind(code, 500, "")).isEqualTo(FailureKind.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 27, 33, 53, 60, 81, 117, 192, 193, 349, 497, 516, 57_005})
    void tableRightsAndContentStay(int code) {
        assertThat(ServerErrors.kind(code, 500, "")).isEqualTo(FailureKind.PERMANENT);
        assertThat(ServerErrors.remedy(code)).isNotBlank();
    }

    @Test
    void code252PassesForPartsAndStaysForPartitions() {
        assertThat(ServerErrors.kind(
                        252, 500, "Code: 252. DB::Exception: Too many parts (3001 with average size of 1 KiB)"))
                .isEqualTo(FailureKind.TRANSIENT);
        assertThat(ServerErrors.kind(
                        252,
                        500,
                        "Code: 252. DB::Exception: Too many partitions for single INSERT block (more than 100)"))
                .isEqualTo(FailureKind.PERMANENT);
    }

    @Test
    void withoutACodeTheHttpStatusDecides() {
        assertThat(ServerErrors.kind(0, 502, "Bad Gateway")).isEqualTo(FailureKind.TRANSIENT);
        assertThat(ServerErrors.kind(0, 429, "Too Many Requests")).isEqualTo(FailureKind.TRANSIENT);
        assertThat(ServerErrors.kind(-1, 404, "Not Found")).isEqualTo(FailureKind.PERMANENT);
    }

    @Test
    void failuresOnTheWayPassAndNameTheirRoot() {
        AttemptFailedException failure = AttemptFailedException.of(
                new ConnectionInitiationException("request failed", new SocketException("Connection reset")));
        assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(failure).hasMessageContaining("Connection reset");
    }

    @Test
    void answerInsideAnotherExceptionIsFound() {
        AttemptFailedException failure = AttemptFailedException.of(
                new ConnectionInitiationException("x", new ServerException(60, "Unknown table", 404, "id")));
        assertThat(failure.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(failure).hasMessage("Unknown table");
    }

    @Test
    void untrustedCertificateAndWrongConfigurationStay() {
        SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
        handshake.initCause(new CertificateException("unknown issuer"));
        assertThat(AttemptFailedException.of(handshake).kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(AttemptFailedException.of(new ClientMisconfigurationException("no endpoint"))
                        .kind())
                .isEqualTo(FailureKind.PERMANENT);
    }

    @Test
    void anAnswerEndsTheQueryUnlessItIsAProxysOrSpeaksOfATwin() {
        assertThat(ServerErrors.endsQuery(241)).isTrue();
        assertThat(ServerErrors.endsQuery(216)).isFalse();
        assertThat(ServerErrors.endsQuery(0)).isFalse();
    }
}
