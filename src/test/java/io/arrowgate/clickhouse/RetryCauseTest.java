package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryCauseTest {
    @ParameterizedTest
    @CsvSource({
        "0, NO_ANSWER",
        "210, NO_ANSWER",
        "241, OVERLOADED",
        "202, OVERLOADED",
        "252, TOO_MANY_PARTS",
        "242, REPLICATION",
        "216, TWIN_RUNNING",
        "1000, OTHER"
    })
    void answersAreCountedByWhatAPersonWouldDoAboutThem(int code, RetryCause cause) {
        assertThat(AttemptFailedException.of(new ServerException(code, "no", 500, "query"))
                        .retryCause())
                .isEqualTo(cause);
    }

    @Test
    void everyCodeButAFewOfThoseThatAreTriedAgainHasACauseOfItsOwn() {
        assertThat(IntStream.rangeClosed(1, 1_000)
                        .filter(code -> ServerErrors.kind(code, 500, "no") == FailureKind.TRANSIENT)
                        .filter(code -> RetryCause.of(code) == RetryCause.OTHER))
                .containsExactly(236, 394, 425, 473, 499, 1_000);
    }

    @Test
    void whatNeverArrivedAndWhatDoesNotShowAreToldApart() {
        assertThat(AttemptFailedException.of(new IOException("reset")).retryCause())
                .isEqualTo(RetryCause.NO_ANSWER);
        assertThat(AttemptFailedException.rowsDoNotShow().retryCause()).isEqualTo(RetryCause.ROWS_NOT_SHOWN);
    }
}
