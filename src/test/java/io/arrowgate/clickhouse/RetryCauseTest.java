package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryCauseTest {
    @ParameterizedTest
    @CsvSource({
        "0, FOREIGN_RESPONSE",
        "210, NO_ANSWER",
        "241, OVERLOADED",
        "202, OVERLOADED",
        "252, TOO_MANY_PARTS",
        "242, REPLICATION",
        "216, TWIN_RUNNING",
        "516, ACCESS",
        "60, TABLE",
        "117, BATCH_CONTENT",
        "1000, OTHER"
    })
    void responsesAreCountedByWhatAnOperatorWouldDo(int code, RetryCause cause) {
        assertThat(AttemptFailedException.of(new ServerException(code, "no", 500, "query"))
                        .retryCause())
                .isEqualTo(cause);
    }

    @Test
    void whatNeverArrivedAndWhatDoesNotShowAreToldApart() {
        assertThat(AttemptFailedException.of(new IOException("reset")).retryCause())
                .isEqualTo(RetryCause.NO_ANSWER);
        assertThat(AttemptFailedException.rowsDoNotShow().retryCause()).isEqualTo(RetryCause.ROWS_NOT_SHOWN);
    }
}
