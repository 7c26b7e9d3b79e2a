package io.arrowgate.clickhouse.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class RequestFailedExceptionTest {
    @Test
    void rejectedCertificateIsNoFaultOfTheBatch() {
        RequestFailedException byUs = RequestFailedException.of(new SSLPeerUnverifiedException("no match"));
        RequestFailedException byThem =
                RequestFailedException.of(new SSLHandshakeException("Received fatal alert: certificate_required"));

        assertThat(byUs.kind()).isEqualTo(FailureKind.CONNECTION_OR_TABLE);
        assertThat(byThem.kind()).isEqualTo(FailureKind.CONNECTION_OR_TABLE);
        assertThat(byThem.retryCause()).isEqualTo(RetryCause.TLS);
        assertThat(byThem.messageWithRemedy()).contains("clickhouse.tls.client-certificate");
    }

    @Test
    void onlyTheSameErrorOfTheServerConfirmsAnother() {
        RequestFailedException failure = RequestFailedException.of(new ServerException(117, "bad", 400, "id"));
        assertThat(failure.isSameServerError(RequestFailedException.of(new ServerException(117, "bad", 400, "id"))))
                .isTrue();
        assertThat(failure.isSameServerError(RequestFailedException.of(new ServerException(33, "bad", 400, "id"))))
                .isFalse();
        assertThat(failure.isSameServerError(RequestFailedException.of(new IOException("reset"))))
                .isFalse();
        assertThat(failure.isSameServerError(null)).isFalse();
    }

    @Test
    void aFailureWithoutAMessageIsNamedByItsKind() {
        assertThat(RequestFailedException.of(new IllegalArgumentException())).hasMessageContaining("IllegalArgument");
    }
}
