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

/** Looks up whether a transaction that cannot be committed any more was committed. */
interface TransactionOutcomeLookup extends Serializable {
    /** Returns whether the transaction was committed; false if it was aborted or is unknown. */
    boolean wasCommitted(KafkaCommittable transaction) throws IOException, InterruptedException;

    /**
     * Returns a lookup that queries the broker.
     *
     * <p>A restored state contains transactions that were committed right after its checkpoint. A broker of version 4 responds to a
     * second commit as to one of an aborted transaction, because each end of a transaction raises the epoch (KIP-890).
     */
    static TransactionOutcomeLookup fromBroker(KafkaAdmin kafka) {
        return transaction -> {
            String id = transaction.getTransactionalId();
            try (Admin admin = kafka.connect()) {
                TransactionDescription last =
                        admin.describeTransactions(List.of(id)).description(id).get();
                // If the epoch is further ahead, the id was used again, and this transaction's outcome is unknown.
                return last.state() == TransactionState.COMPLETE_COMMIT
                        && last.producerId() == transaction.getProducerId()
                        && last.producerEpoch() <= transaction.getEpoch() + 1;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TransactionalIdNotFoundException) {
                    return false;
                }
                throw new IOException("the broker did not report the outcome of transaction " + id, e);
            }
        };
    }
}
