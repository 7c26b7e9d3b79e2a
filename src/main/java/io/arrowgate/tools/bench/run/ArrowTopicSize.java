package io.arrowgate.tools.bench.run;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.tools.verify.topic.CommittedRecordReader;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Computes the mean row size of an Arrow topic. */
public final class ArrowTopicSize {
    private long rows;
    private long bytes;

    private ArrowTopicSize() {}

    /** Returns the mean encoded bytes per row of the committed messages. */
    public static double bytesPerRow(KafkaSettings kafka, String topic) throws Exception {
        ArrowTopicSize size = new ArrowTopicSize();
        CommittedRecordReader.read(kafka, topic, size::add, (done, total) -> {});
        return (double) size.bytes / size.rows;
    }

    private void add(ConsumerRecord<byte[], byte[]> message) {
        byte[] header = message.headers().lastHeader(ArrowHeaders.ROWS).value();
        rows += Long.parseLong(new String(header, StandardCharsets.UTF_8));
        bytes += message.value().length;
    }
}
