package io.arrowgate.tools.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.DeadLetter;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends the original records of dead letters, fetch by fetch. Records and progress are committed in one transaction. */
public final class DeadLetterReplay {
    private final DeadLetterTopicReader letters;
    private final Predicate<DeadLetterRecord> filter;
    private final ReplayTarget target;
    private final List<String> truncated = new ArrayList<>();
    private long sent;

    public DeadLetterReplay(DeadLetterTopicReader letters, Predicate<DeadLetterRecord> filter, ReplayTarget target) {
        this.letters = letters;
        this.filter = filter;
        this.target = target;
    }

    /**
     * Reports the result of a replay.
     *
     * @param sent number of sent records
     * @param truncated positions of the truncated dead letters, which cannot be sent
     */
    public record Result(long sent, List<String> truncated) {}

    /**
     * Sends the records of all matching dead letters to the target.
     *
     * @param progress receives the number of sent records after each fetch
     */
    public Result run(LongConsumer progress) {
        while (letters.remaining() > 0) {
            target.begin();
            letters.poll(deadLetterRecord -> {
                if (filter.test(deadLetterRecord)) {
                    send(deadLetterRecord);
                }
            });
            target.commit(letters.positions());
            progress.accept(sent);
        }
        return new Result(sent, List.copyOf(truncated));
    }

    private void send(DeadLetterRecord deadLetterRecord) {
        if (deadLetterRecord.isTruncated()) {
            truncated.add(deadLetterRecord.place());
            return;
        }
        target.send(original(deadLetterRecord));
        sent++;
    }

    /** Returns the raw record for its original partition, with headers that name the dead letter and its element. */
    private ProducerRecord<byte[], byte[]> original(DeadLetterRecord deadLetterRecord) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : deadLetterRecord.originalHeaders()) {
            if (!header.key().equals(DeadLetterHeaders.REPLAYED_FROM)
                    && !header.key().equals(DeadLetter.ROW_HEADER)) {
                headers.add(header);
            }
        }
        // The rows of the record's other elements exist already: the decoder skips them.
        deadLetterRecord.row().ifPresent(row -> headers.add(DeadLetter.ROW_HEADER, row.getBytes(UTF_8)));
        headers.add(
                DeadLetterHeaders.REPLAYED_FROM,
                "%s/%s".formatted(letters.name(), deadLetterRecord.place()).getBytes(UTF_8));
        // All rows of a series belong to one partition.
        return new ProducerRecord<>(
                deadLetterRecord.topic(),
                deadLetterRecord.partition(),
                deadLetterRecord.record().timestamp(),
                deadLetterRecord.record().key(),
                deadLetterRecord.record().value(),
                headers);
    }
}
