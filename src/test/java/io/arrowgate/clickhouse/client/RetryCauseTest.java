package io.arrowgate.clickhouse.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryCauseTest {
    @ParameterizedTest
    @CsvSource({
        "0, UNEXPECTED_RESPONSE",
        "210, NO_RESPONSE",
        "241, OVERLOADED",
        "202, OVERLOADED",
        "252, TOO_MANY_PARTS",
        "242, REPLICATION",
        "216, QUERY_ID_IN_USE",
        "516, ACCESS",
        "60, TABLE",
        "117, BATCH_CONTENT",
        "1000, OTHER"
    })
    void responsesAreCountedByWhatAnOperatorWouldDo(int code, RetryCause cause) {
        assertThat(RequestFailedException.of(new ServerException(code, "no", 500, "query"))
                        .retryCause())
                .isEqualTo(cause);
    }

    @Test
    void whatNeverArrivedAndWhatDoesNotShowAreToldApart() {
        assertThat(RequestFailedException.of(new IOException("reset")).retryCause())
                .isEqualTo(RetryCause.NO_RESPONSE);
        assertThat(RequestFailedException.rowsNotVisible().retryCause()).isEqualTo(RetryCause.ROWS_NOT_VISIBLE);
    }

    /** Dashboards and alerting rules of users match these values. */
    @Test
    void labelsAreRecordedAndDocumented() throws IOException {
        List<String> labels =
                Stream.of(RetryCause.values()).map(RetryCause::label).toList();

        assertThat(labels)
                .containsExactly(
                        "no_response",
                        "unexpected_response",
                        "overloaded",
                        "too_many_parts",
                        "replication",
                        "query_id_in_use",
                        "rows_not_visible",
                        "access",
                        "tls",
                        "table",
                        "batch_content",
                        "rejected_batches",
                        "other");
        assertThat(Files.readString(Path.of("docs/metrics.md")))
                .contains(labels.stream().map("`%s`"::formatted).toList());
    }
}
