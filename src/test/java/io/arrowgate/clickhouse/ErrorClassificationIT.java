package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.clickhouse.commit.ResponseSubstitutingProxy;
import io.arrowgate.clickhouse.commit.ResponseSubstitutingProxy.Canned;
import io.arrowgate.clickhouse.commit.SinkTestBed;
import io.arrowgate.clickhouse.commit.TestBatches;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.tools.local.SharedStack;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.api.connector.sink2.mocks.MockCommitRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches of which one insert is answered with an error, and the next one is not. */
class ErrorClassificationIT {
    private static final int ROWS = 10;

    private static SinkTestBed tables;

    private SinkTestBed bed;

    @BeforeAll
    static void createTables() throws Exception {
        tables = new SinkTestBed();
    }

    @BeforeEach
    void emptyTable() {
        bed = tables.emptied();
    }

    static Stream<Canned> errors() {
        return Stream.concat(
                IntStream.of(
                                3, 16, 33, 53, 60, 70, 74, 75, 76, 81, 107, 117, 164, 173, 192, 193, 194, 265, 364, 384,
                                469, 497, 516, 1002, 57_005)
                        .mapToObj(code -> Canned.error(code, 500, "injected")),
                IntStream.of(400, 401, 403, 404, 405, 413, 421).mapToObj(status -> Canned.of(status, "no")));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void oneErrorNeitherFailsNorDivertsABatch(Canned error) throws Exception {
        try (ResponseSubstitutingProxy responseSubstitutingProxy =
                        new ResponseSubstitutingProxy(SharedStack.clickHouseUrl());
                ClickHouseCommitter committer = committer(responseSubstitutingProxy)) {
            responseSubstitutingProxy.answerInserts(error);
            committer.commit(requests(2));
        }
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
    }

    @Test
    void emptyStreamIsRetriedHoweverOftenItIsReported() throws Exception {
        Canned empty = Canned.error(117, 400, "The Arrow stream is empty. (INCORRECT_DATA)");
        try (ResponseSubstitutingProxy responseSubstitutingProxy =
                        new ResponseSubstitutingProxy(SharedStack.clickHouseUrl());
                ClickHouseCommitter committer = committer(responseSubstitutingProxy)) {
            responseSubstitutingProxy.answerInserts(empty, empty, empty);
            committer.commit(requests(1));
        }
        assertThat(bed.rows()).isEqualTo(ROWS);
    }

    @Test
    void rotatedPasswordHoldsTheStreamUntilItIsBack() throws Exception {
        Canned[] rejected = Stream.generate(() -> Canned.error(516, 403, "Authentication failed"))
                .limit(1_000)
                .toArray(Canned[]::new);
        try (ResponseSubstitutingProxy responseSubstitutingProxy =
                        new ResponseSubstitutingProxy(SharedStack.clickHouseUrl());
                ClickHouseCommitter committer = committer(responseSubstitutingProxy)) {
            responseSubstitutingProxy.answerInserts(rejected).answerQueries(rejected);
            FutureTask<Void> commit = new FutureTask<>(() -> {
                committer.commit(requests(20));
                return null;
            });
            new Thread(commit).start();
            bed.metrics.await("insertRetries{cause=access}", 3);
            responseSubstitutingProxy.answerNoMore();
            commit.get(20, TimeUnit.SECONDS);
        }
        assertThat(bed.rows()).isEqualTo(20 * ROWS);
    }

    private ClickHouseCommitter committer(ResponseSubstitutingProxy responseSubstitutingProxy) {
        RejectedBatchHandler none = (batch, reason) -> {
            throw new AssertionError("diverted: " + reason.getMessage());
        };
        return new ClickHouseCommitter(
                bed.inserter(bed.settingsVia(responseSubstitutingProxy.url()), BatchCommittable.NOT_RESTORED), none, 2);
    }

    private List<CommitRequest<BatchCommittable>> requests(int batches) {
        return LongStream.range(0, batches)
                .mapToObj(number -> TestBatches.pending(
                        bed.stream, "topic-A", TestBatches.sensorRows(0, number * ROWS, number * ROWS + ROWS - 1, 1)))
                .<CommitRequest<BatchCommittable>>map(MockCommitRequest::new)
                .toList();
    }
}
