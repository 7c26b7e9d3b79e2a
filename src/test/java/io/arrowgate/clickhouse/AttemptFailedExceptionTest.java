package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class AttemptFailedExceptionTest {
    @Test
    void rejectedCertificateIsNoFaultOfTheBatch() {
        AttemptFailedException byUs = AttemptFailedException.of(new SSLPeerUnverifiedException("no match"));
        AttemptFailedException byThem =
                AttemptFailedException.of(new SSLHandshakeException("Received fatal alert: certificate_required"));

        assertThat(byUs.kind()).isEqualTo(FailureKind.CONNECTION_OR_TABLE);
        assertThat(byThem.kind()).isEqualTo(FailureKind.CONNECTION_OR_TABLE);
        assertThat(byThem.retryCause()).isEqualTo(RetryCause.TLS);
        assertThat(byThem.messageWithRemedy()).contains("clickhouse.tls.client-certificate");
    }

    @Test
    void onlyTheSameErrorOfTheServerConfirmsAnother() {
        AttemptFailedException failure = AttemptFailedException.of(new ServerException(117, "bad", 400, "id"));
        assertThat(failure.confirms(AttemptFailedException.of(new ServerException(117, "bad", 400, "id"))))
                .isTrue();
        assertThat(failure.confirms(AttemptFailedException.of(new ServerException(33, "bad", 400, "id"))))
                .isFalse();
        assertThat(failure.confirms(AttemptFailedException.of(new IOException("reset"))))
                .isFalse();
        assertThat(failure.confirms(null)).isFalse();
    }

    @Test
    void aFailureWithoutAMessageIsNamedByItsKind() {
        assertThat(AttemptFailedException.of(new IllegalArgumentException())).hasMessageContaining("IllegalArgument");
    }
}
