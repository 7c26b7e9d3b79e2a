package io.arrowgate.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UncommittedTransactionsTest {
    // Close to the end of long: nano times may overflow.
    private long now = Long.MAX_VALUE - 1;
    private final UncommittedTransactions transactions = new UncommittedTransactions(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void precommit(String id) {
        transactions.precommitted(id);
        transactions.transactionEnded();
    }

    @Test
    void ageCountsFromTheFirstMessage() {
        pass(Duration.ofSeconds(5));
        transactions.beforeWrite();
        pass(Duration.ofSeconds(2));
        transactions.beforeWrite();
        precommit("a");
        pass(Duration.ofSeconds(1));

        assertThat(transactions.oldestAge()).contains(Duration.ofSeconds(3));
    }

    @Test
    void transactionsOfFailedCheckpointsCountUntilTheyAreCommitted() {
        transactions.beforeWrite();
        precommit("a");
        pass(Duration.ofSeconds(4));
        transactions.beforeWrite();
        precommit("b");
        pass(Duration.ofSeconds(1));

        transactions.retain(List.of("a", "b", "of another attempt"));
        assertThat(transactions.oldestAge()).contains(Duration.ofSeconds(5));
        transactions.retain(List.of("b"));
        assertThat(transactions.oldestAge()).contains(Duration.ofSeconds(1));
        transactions.retain(List.of());
        assertThat(transactions.oldestAge()).isEmpty();
    }

    @Test
    void checkpointWithoutMessagesEndsNoTransaction() {
        transactions.transactionEnded();
        pass(Duration.ofSeconds(9));
        transactions.beforeWrite();
        precommit("a");

        assertThat(transactions.oldestAge()).contains(Duration.ZERO);
    }
}
