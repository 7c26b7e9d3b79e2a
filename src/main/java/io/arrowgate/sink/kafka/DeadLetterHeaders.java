package io.arrowgate.sink.kafka;

import io.arrowgate.decode.DeadLetter;

/**
 * Names the headers that a dead letter has in addition to its original headers and {@link DeadLetter#ROW_HEADER}. Values are UTF-8
 * text.
 */
public final class DeadLetterHeaders {
    // Kafka Connect's names (KIP-298).
    public static final String TOPIC = "__connect.errors.topic";
    public static final String PARTITION = "__connect.errors.partition";
    public static final String OFFSET = "__connect.errors.offset";
    public static final String STAGE = "__connect.errors.stage";
    public static final String EXCEPTION_CLASS = "__connect.errors.exception.class.name";
    public static final String EXCEPTION_MESSAGE = "__connect.errors.exception.message";

    public static final String STREAM = "arrowgate-stream";
    /** One of {@link io.arrowgate.decode.row.DeadLetterReason}. */
    public static final String REASON = "arrowgate-reason";
    /** Original length of a truncated value, in bytes. */
    public static final String VALUE_LENGTH = "arrowgate-value-length";
    /** SHA-256 of a truncated value before truncation, hexadecimal. Likewise {@code arrowgate-key-sha256}. */
    public static final String VALUE_SHA256 = "arrowgate-value-sha256";
    /** Original length of a truncated key, in bytes. */
    public static final String KEY_LENGTH = "arrowgate-key-length";
    /** Timestamp of the raw record in milliseconds, if the broker would reject it as that of the dead letter. */
    public static final String TIMESTAMP = "arrowgate-timestamp";
    /** Position of a replayed raw record's dead letter, {@code topic/partition:offset}. */
    public static final String REPLAYED_FROM = "arrowgate-replayed-from";
    /** Number of original headers that were dropped because they exceed the size limit. */
    public static final String DROPPED_HEADERS = "arrowgate-headers-dropped";

    private DeadLetterHeaders() {}
}
