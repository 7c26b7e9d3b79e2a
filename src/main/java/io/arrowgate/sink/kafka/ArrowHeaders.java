package io.arrowgate.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.stream.ArrowFraming;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Names, writes and reads the headers of Arrow topic messages. Values are UTF-8 text. */
public final class ArrowHeaders {
    /** Media type: {@code application/vnd.apache.arrow.stream} or {@code .file}. */
    public static final String CONTENT_TYPE = "content-type";

    public static final String STREAM = "arrowgate-stream";
    public static final String BATCH_ID = "arrowgate-batch-id";
    /** Number of rows, decimal. */
    public static final String ROWS = "arrowgate-rows";
    /** Fingerprint of the Arrow schema. */
    public static final String SCHEMA = "arrowgate-schema";
    /** Earliest event time, inclusive, ISO-8601. */
    public static final String EVENT_TIME_MIN = "arrowgate-event-time-min";
    /** Latest event time, inclusive, ISO-8601. */
    public static final String EVENT_TIME_MAX = "arrowgate-event-time-max";
    /**
     * Row ranges in the raw topic, {@code partition:first-last}, inclusive, comma separated. Each end is an offset, followed by
     * {@code .row} unless it is the record's row 0.
     */
    public static final String OFFSETS = "arrowgate-offsets";

    private ArrowHeaders() {}

    /** Creates all headers of a batch's message. */
    static RecordHeaders of(MicroBatch batch, ArrowFraming arrowFraming) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, CONTENT_TYPE, arrowFraming.contentType());
        add(headers, STREAM, batch.id().stream());
        add(headers, BATCH_ID, batch.id().toString());
        add(headers, ROWS, Integer.toString(batch.rows()));
        add(headers, SCHEMA, batch.id().schema());
        add(headers, EVENT_TIME_MIN, batch.eventTimeMin().toString());
        add(headers, EVENT_TIME_MAX, batch.eventTimeMax().toString());
        add(headers, OFFSETS, batch.id().offsets());
        return headers;
    }

    /** Returns the batch in a message of an Arrow topic; empty if another program wrote the message. */
    public static Optional<MicroBatch> batch(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null || message.headers().lastHeader(BATCH_ID) == null) {
            return Optional.empty();
        }
        return Optional.of(new MicroBatch(
                BatchId.of(text(message, BATCH_ID)),
                Instant.parse(text(message, EVENT_TIME_MIN)),
                Instant.parse(text(message, EVENT_TIME_MAX)),
                message.value()));
    }

    private static String text(ConsumerRecord<byte[], byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("%s, partition %d, offset %d: batch without header %s"
                    .formatted(message.topic(), message.partition(), message.offset(), name));
        }
        return new String(header.value(), UTF_8);
    }

    static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
