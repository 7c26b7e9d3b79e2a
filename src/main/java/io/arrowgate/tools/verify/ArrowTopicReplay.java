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
 * Inserts the committed batches of an Arrow topic into a table. Memory holds one fetch of the consumer, 16 MB, and does not
 * grow with the topic.
 */
public final class ArrowTopicReplay {
    private final JobSettings settings;
    private final StreamDefinition stream;
    private final Instant from;
    private final Instant to;
    private long batches;
    private long otherMessages;

    /**
     * @param stream whose batches are read; {@code clickhouse.table} is the target
     * @param from event time: batches that end before it are skipped; null for no limit
     * @param to event time: batches that begin at or after it are skipped; null for no limit
     */
    public ArrowTopicReplay(JobSettings settings, StreamDefinition stream, Instant from, Instant to) {
        this.settings = settings;
        this.stream = stream;
        this.from = from;
        this.to = to;
    }

    /**
     * Reports the result of a replay.
     *
     * @param batches number of replayed batches
     * @param rows number of rows in these batches, including duplicates
     * @param deduplicatedRows number of rows that the table already had
     * @param otherMessages number of messages that are not batches of the stream
     * @param whole whether the topic still retains its first batch
     */
    public record Result(long batches, long rows, long deduplicatedRows, long otherMessages, boolean whole) {}

    /** Receives the number of processed offsets and rows. */
    @FunctionalInterface
    public interface Listener {
        void at(long done, long total, long rows);
    }

    /** Replays the batches. Creates the table if it is missing. */
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
