package io.arrowgate.sink.kafka;

/** The headers that a dead letter has beside its original ones; values are UTF-8 text. */
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
    /** Of a value that was cut: its full length in bytes. */
    public static final String VALUE_LENGTH = "arrowgate-value-length";
    /** Of a value that was cut: SHA-256 of the whole, hexadecimal. Likewise {@code arrowgate-key-sha256}. */
    public static final String VALUE_SHA256 = "arrowgate-value-sha256";
    /** Of a key that was cut: its full length in bytes. */
    public static final String KEY_LENGTH = "arrowgate-key-length";
    /** The raw record's own timestamp, if the dead letter could not have it: milliseconds, or whatever the producer took for them. */
    public static final String TIMESTAMP = "arrowgate-timestamp";
    /** Of a raw record that was sent again: where its dead letter was, {@code topic/partition:offset}. */
    public static final String REPLAYED_FROM = "arrowgate-replayed-from";
    /** How many original headers were left out, because they would not have fitted. */
    public static final String DROPPED_HEADERS = "arrowgate-headers-dropped";

    private DeadLetterHeaders() {}
}
