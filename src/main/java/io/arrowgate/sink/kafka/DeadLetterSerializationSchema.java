package io.arrowgate.sink.kafka;

import static io.arrowgate.sink.kafka.ArrowHeaders.add;

import io.arrowgate.decode.DeadLetter;
import io.arrowgate.source.RawRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.lang3.StringUtils;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.RecordBatch;

/**
 * Serializes a dead letter as a Kafka record: original key, value and headers byte for byte, and the headers that Kafka Connect adds to
 * its dead letters (KIP-298), so that the tools for these work.
 *
 * <p>Records above the size limit are truncated: value, key and headers each have a share of the limit. Headers give the original length,
 * checksum and position.
 */
final class DeadLetterSerializationSchema implements KafkaRecordSerializationSchema<DeadLetter> {
    /** Key and headers may each take an eighth of the limit. */
    private static final int SIDE_SHARE = 8;

    /** Upper bound for the length fields of a header in Kafka's record format. */
    private static final int HEADER_OVERHEAD = 16;

    private static final int MAX_MESSAGE_CHARS = 2_000;

    private final String topic;
    private final int maxBytes;

    DeadLetterSerializationSchema(String topic, int maxBytes) {
        this.topic = topic;
        this.maxBytes = maxBytes;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter deadLetter, KafkaSinkContext context, Long timestamp) {
        RawRecord raw = deadLetter.record();
        RecordHeaders headers = originalHeaders(raw);
        add(headers, DeadLetterHeaders.TOPIC, raw.topic());
        add(headers, DeadLetterHeaders.PARTITION, Integer.toString(raw.partition()));
        add(headers, DeadLetterHeaders.OFFSET, Long.toString(raw.offset()));
        add(headers, DeadLetterHeaders.STAGE, "VALUE_CONVERTER");
        add(headers, DeadLetterHeaders.EXCEPTION_CLASS, "io.arrowgate.ingest.UndecodableRecordException");
        add(
                headers,
                DeadLetterHeaders.EXCEPTION_MESSAGE,
                StringUtils.abbreviate(deadLetter.message(), MAX_MESSAGE_CHARS));
        add(headers, DeadLetterHeaders.STREAM, deadLetter.stream());
        add(headers, DeadLetterHeaders.REASON, deadLetter.reason().name());
        if (deadLetter.row() != DeadLetter.WHOLE_RECORD) {
            add(headers, DeadLetter.ROW_HEADER, Integer.toString(deadLetter.row()));
        }
        int side = maxBytes / SIDE_SHARE;
        byte[] key = truncate(raw.key(), side, "key", headers);
        byte[] value = truncate(raw.value(), maxBytes - 2 * side, "value", headers);
        return new ProducerRecord<>(topic, null, time(raw, headers), key, value, headers);
    }

    /**
     * Returns the raw record's timestamp; null if it has none or the broker could reject it. Brokers reject records that are ahead of
     * their clock by more than {@code message.timestamp.after.max.ms}, an hour by default.
     */
    private static Long time(RawRecord raw, RecordHeaders headers) {
        long millis = raw.timestampMillis();
        if (millis >= 0 && millis <= System.currentTimeMillis()) {
            return millis;
        }
        if (millis != RecordBatch.NO_TIMESTAMP) {
            add(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(millis));
        }
        return null;
    }

    private RecordHeaders originalHeaders(RawRecord raw) {
        RecordHeaders headers = new RecordHeaders();
        int room = maxBytes / SIDE_SHARE;
        int dropped = 0;
        for (Header header : raw.headers()) {
            int size =
                    HEADER_OVERHEAD + header.key().length() * 3 + (header.value() == null ? 0 : header.value().length);
            if (size > room) {
                dropped++;
                continue;
            }
            room -= size;
            headers.add(header);
        }
        if (dropped > 0) {
            add(headers, DeadLetterHeaders.DROPPED_HEADERS, Integer.toString(dropped));
        }
        return headers;
    }

    private static byte[] truncate(byte[] bytes, int limit, String what, RecordHeaders headers) {
        if (bytes == null || bytes.length <= limit) {
            return bytes;
        }
        add(headers, "arrowgate-" + what + "-length", Integer.toString(bytes.length));
        add(headers, "arrowgate-" + what + "-sha256", sha256(bytes));
        return Arrays.copyOf(bytes, limit);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
