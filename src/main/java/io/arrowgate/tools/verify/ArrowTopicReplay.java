package io.arrowgate.tools.verify;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.clickhouse.BatchReplayer;
import io.arrowgate.clickhouse.ddl.TableSetup;
import io.arrowgate.config.JobSettings;
import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.topic.CommittedRecordReader;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Brings the committed batches of an Arrow topic into a table, as they are. Holds what the broker hands out at one go, 16 MB, and
 * nothing that grows with the topic.
 */
public final class ArrowTopicReplay {
    private final JobSettings settings;
    private final StreamDefinition stream;
    private final Instant from;
    private final Instant to;
    private long batches;
    private long otherMessages;

    /**
     * @param stream whose batches are read, and whose {@code clickhouse.table} gets them
     * @param from event time: batches that end before it are left out; null for none
     * @param to event time: batches that begin at or after it are left out; null for none
     */
    public ArrowTopicReplay(JobSettings settings, StreamDefinition stream, Instant from, Instant to) {
        this.settings = settings;
        this.stream = stream;
        this.from = from;
        this.to = to;
    }

    /**
     * What a replay did.
     *
     * @param batches that were chosen
     * @param rows of these batches; of a row that is in two of them both
     * @param deduplicatedRows how many of them the table had before their batch's turn
     * @param otherMessages that are no batches of the stream
     * @param whole whether the topic has every batch since it was made: none was deleted from its begin
     */
    public record Result(long batches, long rows, long deduplicatedRows, long otherMessages, boolean whole) {}

    /** Is told how many of the topic's offsets are done, and how many rows of the table. */
    @FunctionalInterface
    public interface Listener {
        void at(long done, long total, long rows);
    }

    /** Creates the table if it is missing. */
    public Result run(Listener listener) throws Exception {
        try (TableSetup tables = new TableSetup(settings.clickHouse())) {
            tables.ensure(stream);
        }
        try (BatchReplayer replay = new BatchReplayer(settings.clickHouse(), stream)) {
            boolean whole = CommittedRecordReader.read(
                    settings.kafka(),
                    stream.arrow().topic(),
                    message -> take(message, replay),
                    (done, total) -> listener.at(done, total, replay.rows()));
            return new Result(batches, replay.rows(), replay.deduplicatedRows(), otherMessages, whole);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message, BatchReplayer replay) throws Exception {
        Optional<MicroBatch> batch = ArrowHeaders.batch(message);
        if (batch.isEmpty() || !batch.get().id().stream().equals(stream.name())) {
            otherMessages++;
        } else if (isChosen(batch.get())) {
            replay.insert(batch.get());
            batches++;
        }
    }

    private boolean isChosen(MicroBatch batch) {
        return (from == null || !batch.eventTimeMax().isBefore(from))
                && (to == null || batch.eventTimeMin().isBefore(to));
    }
}
