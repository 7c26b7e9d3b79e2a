package io.arrowgate.tools.verify.topic;

import io.arrowgate.config.KafkaSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one partition forwards, record by record; skips transaction markers, aborted and compacted
 * records.
 */
public final class RawTopicCursor implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long end;
    private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
    private ConsumerRecord<byte[], byte[]> current;
    /** The last requested offset: no record lies between it and {@link #current}. */
    private long asked = Long.MAX_VALUE;

    public RawTopicCursor(KafkaSettings kafka, TopicPartition partition, RawTopicRange.Window window) {
        this.partition = partition;
        end = window.end();
        consumer = StandaloneConsumers.withJobIsolationLevel(kafka);
        consumer.assign(List.of(partition));
        consumer.seek(partition, window.begin());
    }

    /** Returns the next record, or null at the end of the window. */
    ConsumerRecord<byte[], byte[]> next() {
        while (!polled.hasNext()) {
            if (consumer.position(partition) >= end) {
                current = null;
                return null;
            }
            polled = consumer.poll(POLL).iterator();
        }
        ConsumerRecord<byte[], byte[]> record = polled.next();
        current = record.offset() < end ? record : null;
        return current;
    }

    /** Returns the record at this offset, or null if there is none. Cheap for ascending offsets. */
    public ConsumerRecord<byte[], byte[]> at(long offset) {
        if (offset < asked) {
            consumer.seek(partition, offset);
            polled = Collections.emptyIterator();
            next();
        }
        asked = offset;
        while (current != null && current.offset() < offset) {
            next();
        }
        return current != null && current.offset() == offset ? current : null;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
