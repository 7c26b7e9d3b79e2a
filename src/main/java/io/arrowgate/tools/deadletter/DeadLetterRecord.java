package io.arrowgate.tools.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.sink.kafka.DeadLetterHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as it is in its topic, and what its headers say.
 *
 * @param record key and value are those of the raw record, as far as they were not cut
 */
public record DeadLetterRecord(ConsumerRecord<byte[], byte[]> record) {
    /** {@code partition:offset} in the dead letters topic. */
    public String place() {
        return record.partition() + ":" + record.offset();
    }

    /** The raw record's timestamp. */
    Instant time() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    public String stream() {
        return header(DeadLetterHeaders.STREAM);
    }

    public String reason() {
        return header(DeadLetterHeaders.REASON);
    }

    String message() {
        return header(DeadLetterHeaders.EXCEPTION_MESSAGE);
    }

    String topic() {
        return header(DeadLetterHeaders.TOPIC);
    }

    int partition() {
        return Integer.parseInt(header(DeadLetterHeaders.PARTITION));
    }

    long offset() {
        return Long.parseLong(header(DeadLetterHeaders.OFFSET));
    }

    /** Bytes of the value as it was sent, whole. */
    int length() {
        int kept = record.value() == null ? 0 : record.value().length;
        return find(DeadLetterHeaders.VALUE_LENGTH).map(Integer::parseInt).orElse(kept);
    }

    /** Whether value, key or headers were too long to keep: such a record cannot be sent again. */
    boolean isCut() {
        return find(DeadLetterHeaders.VALUE_LENGTH).isPresent()
                || find(DeadLetterHeaders.KEY_LENGTH).isPresent()
                || find(DeadLetterHeaders.DROPPED_HEADERS).isPresent();
    }

    /** Where the letter was whose replay this one comes from. */
    Optional<String> replayedFrom() {
        return find(DeadLetterHeaders.REPLAYED_FROM);
    }

    /** The raw record's own headers. The job wrote its own behind them, beginning with this one or that of the topic. */
    List<Header> originalHeaders() {
        List<Header> originals = new ArrayList<>(List.of(record.headers().toArray()));
        int end = originals.size() - 1;
        while (!originals.get(end).key().equals(DeadLetterHeaders.TOPIC)) {
            end--;
        }
        return originals.subList(0, end);
    }

    private String header(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException(
                        "%s is not a dead letter of Arrowgate: header %s is missing".formatted(place(), name)));
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(record.headers().lastHeader(name)).map(header -> new String(header.value(), UTF_8));
    }
}
