package io.arrowgate.source;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Holds one Kafka record: its bytes and where they came from.
 *
 * <p>Mutable: the source reuses one instance for all records, so that the hot path allocates nothing. Callers that keep data
 * beyond the call keep the arrays, which are never modified, not this object.
 */
public final class RawRecord {
    private String topic;
    private int partition;
    private long offset;
    private long timestampMillis;
    private byte[] key;
    private byte[] value;
    private Headers headers;

    /** Refills this record; returns it. */
    public RawRecord set(ConsumerRecord<byte[], byte[]> record) {
        return set(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    /** Refills this record; returns it. */
    public RawRecord set(
            String topic, int partition, long offset, long timestampMillis, byte[] key, byte[] value, Headers headers) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.timestampMillis = timestampMillis;
        this.key = key;
        this.value = value;
        this.headers = headers;
        return this;
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    /** Returns Kafka's timestamp in milliseconds since 1970-01-01T00:00:00Z; -1 if the record has none. */
    public long timestampMillis() {
        return timestampMillis;
    }

    /** Returns the key; null if the record has none. */
    public byte[] key() {
        return key;
    }

    /** Returns the value; null for a tombstone. */
    public byte[] value() {
        return value;
    }

    public Headers headers() {
        return headers;
    }
}
