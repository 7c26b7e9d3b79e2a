package io.arrowgate.clickhouse.commit;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ServerException;
import io.arrowgate.clickhouse.client.RecordedMetrics;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.RetryBackoff;
import io.arrowgate.clickhouse.commit.InsertRetrier.Attempt;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.RecordedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the log lines of inserts that wait for a correction. */
@ResourceLock(RecordedLog.LOCK)
class InsertRetrierTest {
    private final InsertRetrier attempts = new InsertRetrier(
            "`db`.`sensors`",
            SinkTestBed.settings("http://localhost:8123", "db"),
            new RejectionLimit(10),
            MissingTableHandler.WAIT,
            new InsertMetrics(new RecordedMetrics()));

    /** Fails once. */
    private static Attempt failing(int code, String message) {
        return () -> {
            throw RequestFailedException.of(new ServerException(code, message, 403, "id"));
        };
    }

    @ParameterizedTest
    @CsvSource({"516,clickhouse.password", "497,Grant the user INSERT", "60,Restore it"})
    void lineOfABatchNamesBatchTableCauseAndRemedy(int code, String remedy) throws Exception {
        BatchCommittable batch = TestBatches.pending(
                StreamDefinitions.builtIn("sensors"), "topic-A", TestBatches.sensorRows(0, 0, 9, 1));
        try (RecordedLog log = new RecordedLog()) {
            attempts.runUntilInserted(batch, failing(code, "the cause"), () -> {});
            assertThat(log.lines(RetryBackoff.class))
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
            attempts.runUntilTableResponds(() -> {
                if (runs[0]++ == 0) {
                    once.run();
                }
            });
            assertThat(log.lines(RetryBackoff.class))
                    .singleElement()
                    .asString()
                    .contains("Table `db`.`sensors`", "the cause", "clickhouse.password");
        }
    }
}
