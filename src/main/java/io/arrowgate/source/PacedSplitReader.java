package io.arrowgate.source;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Polls Kafka at the pace of {@link FetchPace} and returns {@link RecordChunk}s. */
final class PacedSplitReader extends KafkaPartitionSplitReader {
    private final LongAdder polledRecords;
    private final FetchPace pace;
    /** Ends a pause early. */
    private final Semaphore wakeUps = new Semaphore(0);

    private Duration pause = Duration.ZERO;

    /** @param properties of the consumer, with {@code max.poll.records} */
    static PacedSplitReader of(Properties properties, SourceReaderContext context, KafkaSourceReaderMetrics metrics) {
        LongAdder polledRecords = new LongAdder();
        Properties counted = new Properties();
        counted.putAll(properties);
        counted.put(PolledRecordChunker.COUNTER, polledRecords);
        String others = properties.getProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, "");
        counted.setProperty(
                ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                (others.isBlank() ? "" : others + ",") + PolledRecordChunker.class.getName());
        return new PacedSplitReader(counted, context, metrics, polledRecords);
    }

    private PacedSplitReader(
            Properties properties,
            SourceReaderContext context,
            KafkaSourceReaderMetrics metrics,
            LongAdder polledRecords) {
        super(properties, context, metrics);
        this.polledRecords = polledRecords;
        int fullPoll = Integer.parseInt(properties.getProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG));
        pace = new FetchPace(fullPoll, System::nanoTime);
    }

    @Override
    public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() throws IOException {
        pause();
        RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> records = super.fetch();
        pause = pace.afterPoll(polledRecords.sumThenReset());
        return records;
    }

    @SuppressWarnings("ReturnValueIgnored") // The pause ends by time or by a wake-up.
    private void pause() throws IOException {
        try {
            wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted between two polls", e);
        }
    }

    /** Ends the pause and the poll, so that the fetcher can add splits or commit offsets. */
    @Override
    public void wakeUp() {
        super.wakeUp();
        wakeUps.release();
    }
}
