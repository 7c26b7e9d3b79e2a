package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class AttemptFailedExceptionTest {
    @Test
    void aCertificateThatIsRefusedIsNoFaultOfTheBatch() {
        AttemptFailedException byUs = AttemptFailedException.of(new SSLPeerUnverifiedException("no match"));
        AttemptFailedException byThem =
                AttemptFailedException.of(new SSLHandshakeException("Received fatal alert: certificate_required"));

        assertThat(byUs.isAboutConnection()).isTrue();
        assertThat(byThem.isAboutConnection()).isTrue();
        assertThat(byUs.kind()).isEqualTo(FailureKind.PERMANENT);
    }

    @Test
    void aBatchThatDoesNotFitAndALostAnswerAreNotAboutTheConnection() {
        assertThat(AttemptFailedException.unfit("no such column", "add it").isAboutConnection())
                .isFalse();
        assertThat(AttemptFailedException.of(new IOException("reset")).isAboutConnection())
                .isFalse();
    }

    @Test
    void aFailureWithoutAMessageIsNamedByItsKind() {
        assertThat(AttemptFailedException.of(new IllegalArgumentException())).hasMessageContaining("IllegalArgument");
    }
}
