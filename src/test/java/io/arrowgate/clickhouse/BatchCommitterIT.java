package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.local.SharedStack;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.api.connector.sink2.mocks.MockCommitRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the committer tells Flink. */
class BatchCommitterIT {
    private SinkTestBed bed;
    private List<CommitRequest<PendingBatch>> requests;

    @BeforeEach
    void freshTable() throws Exception {
        bed = new SinkTestBed();
        requests = List.of(request(0, 99), request(100, 199));
    }

    private CommitRequest<PendingBatch> request(long first, long last) {
        return new MockCommitRequest<>(
                TestBatches.pending(bed.stream, "topic-A", TestBatches.sensorRows(0, first, last, 1)));
    }

    @Test
    void everyBatchOfACheckpointIsInserted() throws Exception {
        try (BatchCommitter committer = new BatchCommitter(bed.inserter())) {
            committer.commit(requests);
        }
        assertThat(bed.rows()).isEqualTo(200);
    }

    @Test
    void aBatchThatIsRefusedForGoodIsThrown() throws Exception {
        SharedStack.query("DROP TABLE " + bed.table);
        try (BatchCommitter committer = new BatchCommitter(bed.inserter())) {
            assertThatThrownBy(() -> committer.commit(requests)).isInstanceOf(BatchRefusedException.class);
        }
    }
}
