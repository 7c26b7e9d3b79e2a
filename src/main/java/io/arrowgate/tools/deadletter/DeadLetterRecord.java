package io.arrowgate.tools.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.DeadLetter;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Wraps a record of the dead letter topic and parses its headers.
 *
 * @param record key and value are those of the raw record, possibly truncated
 */
public record DeadLetterRecord(ConsumerRecord<byte[], byte[]> record) {
    /** Returns {@code partition:offset} in the dead letter topic. */
    public String place() {
        return record.partition() + ":" + record.offset();
    }

    /** Returns whether the job wrote the record; another program may use the topic, too. */
    public boolean isOfJob() {
        return find(DeadLetterHeaders.REASON).isPresent();
    }

    /** Returns the timestamp of the raw record. */
    Instant time() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    public String stream() {
        return header(DeadLetterHeaders.STREAM);
    }

    public String reason() {
        return header(DeadLetterHeaders.REASON);
    }

    /** Returns why the raw record could not be decoded. */
    public String message() {
        return header(DeadLetterHeaders.EXCEPTION_MESSAGE);
    }

    /** Returns the topic of the raw record. */
    public String topic() {
        return header(DeadLetterHeaders.TOPIC);
    }

    /** Returns the partition of the raw record. */
    public int partition() {
        return Integer.parseInt(header(DeadLetterHeaders.PARTITION));
    }

    /** Returns the offset of the raw record. */
    public long offset() {
        return Long.parseLong(header(DeadLetterHeaders.OFFSET));
    }

    /** Returns the position of the undecodable element in the raw record; empty if it is the whole record. */
    Optional<String> row() {
        return find(DeadLetter.ROW_HEADER);
    }

    /** Returns the original length of the value in bytes. */
    int length() {
        int kept = record.value() == null ? 0 : record.value().length;
        return find(DeadLetterHeaders.VALUE_LENGTH).map(Integer::parseInt).orElse(kept);
    }

    /** Returns whether value, key or headers were truncated: such a record cannot be replayed. */
    boolean isTruncated() {
        return find(DeadLetterHeaders.VALUE_LENGTH).isPresent()
                || find(DeadLetterHeaders.KEY_LENGTH).isPresent()
                || find(DeadLetterHeaders.DROPPED_HEADERS).isPresent();
    }

    /** Returns the position of the dead letter whose replay failed again, if any. */
    Optional<String> replayedFrom() {
        return find(DeadLetterHeaders.REPLAYED_FROM);
    }

    /** Returns the headers of the raw record. The job's headers follow them, beginning with this one or that of the topic. */
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
