package io.arrowgate.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.sink.internal.TransactionOwnership;
import org.junit.jupiter.api.Test;

class TransactionAgeLimitedWriterTest {
    private final FakeConnector connector = new FakeConnector();
    private long nowNanos;
    private final TransactionAgeLimitedWriter<String> writer = new TransactionAgeLimitedWriter<>(
            connector, "arrow", Duration.ofSeconds(4), new UncommittedTransactions(() -> nowNanos));

    /** Writes a message, lets this time pass, and takes a checkpoint. */
    private void checkpoint(int id, Duration afterMessage) throws Exception {
        writer.write("message", null);
        checkpointWithoutMessage(id, afterMessage);
    }

    private void checkpointWithoutMessage(int id, Duration after) throws Exception {
        nowNanos += after.toNanos();
        writer.prepareCommit();
        writer.snapshotState(id);
    }

    @Test
    void transactionsThatAreCommittedInTimeLetCheckpointsPass() throws Exception {
        for (int id = 1; id < 5; id++) {
            checkpoint(id, Duration.ofSeconds(4));
            connector.uncommitted.clear();
        }
        assertThat(connector.written).isEqualTo(4);
    }

    @Test
    void checkpointThatWouldCommitATransactionOfAnEarlierFailedOneTooLateFailsTheTask() throws Exception {
        checkpoint(1, Duration.ofSeconds(1));
        checkpointWithoutMessage(2, Duration.ofSeconds(3));
        assertThatThrownBy(() -> checkpointWithoutMessage(3, Duration.ofMillis(1)))
                .isInstanceOf(TransactionAgeLimitedWriter.StaleTransactionException.class)
                .hasMessageContainingAll("topic 'arrow'", "4001 ms", "4000 ms", "restarts", "no action is needed");
    }

    @Test
    void firstCheckpointAfterALongRestoreFailsTheTask() {
        assertThatThrownBy(() -> checkpoint(1, Duration.ofSeconds(5)))
                .isInstanceOf(TransactionAgeLimitedWriter.StaleTransactionException.class);
    }

    /** Has a transaction for each checkpoint with messages; the test says when one is committed. */
    private static final class FakeConnector
            implements PrecommittingStatefulSinkWriter<String, KafkaWriterState, KafkaCommittable> {
        private final List<CheckpointTransaction> uncommitted = new ArrayList<>();
        private boolean open;
        private int written;

        @Override
        public void write(String element, Context context) {
            open = true;
            written++;
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<KafkaCommittable> prepareCommit() {
            if (!open) {
                return List.of();
            }
            open = false;
            String id = "id-" + written;
            uncommitted.add(new CheckpointTransaction(id, written));
            return List.of(new KafkaCommittable(1, (short) 1, id, null));
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) {
            return List.of(new KafkaWriterState(
                    "id", 0, 1, TransactionOwnership.IMPLICIT_BY_SUBTASK_ID, List.copyOf(uncommitted)));
        }

        @Override
        public void close() {}
    }
}
