package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ServerException;
import io.arrowgate.RecordedLog;
import io.arrowgate.clickhouse.InsertAttempts.Attempt;
import io.arrowgate.stream.StreamDefinitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator reads while inserts wait for a correction. */
@ResourceLock(RecordedLog.LOCK)
class InsertAttemptsTest {
    private final InsertAttempts attempts = new InsertAttempts(
            "`db`.`sensors`",
            SinkTestBed.settings("http://localhost:8123", "db"),
            new RejectionLimit(10),
            MissingTable.WAIT,
            new InsertMetrics(new RecordedMetrics()));

    /** Fails once. */
    private static Attempt failing(int code, String message) {
        return () -> {
            throw AttemptFailedException.of(new ServerException(code, message, 403, "id"));
        };
    }

    @ParameterizedTest
    @CsvSource({"516,clickhouse.password", "497,Grant the user INSERT", "60,Bring it back"})
    void lineOfABatchNamesBatchTableCauseAndRemedy(int code, String remedy) throws Exception {
        PendingBatch batch = TestBatches.pending(
                StreamDefinitions.builtIn("sensors"), "topic-A", TestBatches.sensorRows(0, 0, 9, 1));
        try (RecordedLog log = new RecordedLog()) {
            attempts.untilInserted(batch, failing(code, "the cause"), () -> {});
            assertThat(log.lines(Retry.class))
                    .singleElement()
                    .asString()
                    .contains(batch.id().toString(), "`db`.`sensors`", "the cause", remedy);
        }
    }

    @Test
    void lineOfATableNamesTableCauseAndRemedy() throws Exception {
        Attempt once = failing(516, "the cause");
        int[] runs = {0};
        try (RecordedLog log = new RecordedLog()) {
            attempts.untilTableAnswers(() -> {
                if (runs[0]++ == 0) {
                    once.run();
                }
            });
            assertThat(log.lines(Retry.class))
                    .singleElement()
                    .asString()
                    .contains("Table `db`.`sensors`", "the cause", "clickhouse.password");
        }
    }
}
