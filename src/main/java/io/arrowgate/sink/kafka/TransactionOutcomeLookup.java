package io.arrowgate.sink.kafka;

import io.arrowgate.common.kafka.KafkaAdmin;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Tells what became of a transaction that cannot be committed any more. */
interface TransactionOutcomeLookup extends Serializable {
    /** Whether it was committed; false if it was not, or if nobody knows any more. */
    boolean wasCommitted(KafkaCommittable transaction) throws IOException, InterruptedException;

    /**
     * Asks the broker.
     *
     * <p>A state is restored with transactions that were committed right after it was complete. A broker of version 4 answers a
     * second commit like one of an aborted transaction, because each end of a transaction raises the epoch (KIP-890).
     */
    static TransactionOutcomeLookup fromBroker(KafkaAdmin kafka) {
        return transaction -> {
            String id = transaction.getTransactionalId();
            try (Admin admin = kafka.connect()) {
                TransactionDescription last =
                        admin.describeTransactions(List.of(id)).description(id).get();
                // More than one epoch ahead, the id was used again since, and nobody knows of this one.
                return last.state() == TransactionState.COMPLETE_COMMIT
                        && last.producerId() == transaction.getProducerId()
                        && last.producerEpoch() <= transaction.getEpoch() + 1;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TransactionalIdNotFoundException) {
                    return false;
                }
                throw new IOException("the broker does not tell what became of transaction " + id, e);
            }
        };
    }
}
