package io.arrowgate.tools.run;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.KafkaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Queries the end offsets of topics. */
final class TopicEndOffsets implements AutoCloseable {
    private final Admin admin;

    TopicEndOffsets(KafkaSettings settings) {
        admin = new KafkaAdmin(settings).connect();
    }

    /** Returns the window from {@code from} to the current end of the topic. */
    OffsetWindow since(String topic, Map<Integer, Long> from) throws ExecutionException, InterruptedException {
        return new OffsetWindow(describe(topic).topicId().toString(), from, end(topic));
    }

    /** Returns the end of each partition: the offset of its next record. */
    Map<Integer, Long> end(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        describe(topic)
                .partitions()
                .forEach(
                        partition -> wanted.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<Integer, Long> end = new HashMap<>();
        admin.listOffsets(wanted)
                .all()
                .get()
                .forEach((partition, info) -> end.put(partition.partition(), info.offset()));
        return end;
    }

    private TopicDescription describe(String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    }

    @Override
    public void close() {
        admin.close();
    }
}
