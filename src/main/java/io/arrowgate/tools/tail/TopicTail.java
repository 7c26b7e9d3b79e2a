package io.arrowgate.tools.tail;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.tools.verify.topic.StandaloneConsumers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads the committed records of a topic from a start, and those that follow. For one thread; another one may call {@link #stop}. */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    /** Control records and compacted ones have offsets, too, so that the newest records may begin farther from the end. */
    private static final int WIDENING = 4;

    private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME =
            Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                    .thenComparingInt(ConsumerRecord::partition)
                    .thenComparingLong(ConsumerRecord::offset);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicTail(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /**
     * Connects to the broker.
     *
     * @throws IllegalArgumentException if the topic does not exist; the message names those that do
     */
    public static TopicTail open(KafkaSettings kafka, String topic) throws Exception {
        int count = new KafkaAdmin(kafka).partitions(topic);
        if (count == 0) {
            throw new IllegalArgumentException(unknown(kafka, topic));
        }
        List<TopicPartition> partitions = IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        KafkaConsumer<byte[], byte[]> consumer = StandaloneConsumers.readCommitted(kafka);
        consumer.assign(partitions);
        return new TopicTail(consumer, partitions);
    }

    private static String unknown(KafkaSettings kafka, String topic) throws Exception {
        try (Admin admin = new KafkaAdmin(kafka).connect()) {
            TreeSet<String> topics = new TreeSet<>(admin.listTopics().names().get());
            return "topic '%s' does not exist at %s%s; topics are %s"
                    .formatted(topic, kafka.bootstrapServers(), NameSuggestion.suggestion(topic, topics), topics);
        }
    }

    /**
     * Passes on records until the limit is reached or {@link #stop} is called. Those of a partition are in order.
     *
     * @param limit number of records
     * @param follow whether to continue at the topic's current end
     */
    public void run(TailStart start, long limit, boolean follow, Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long left = limit;
            if (start.isBeginning()) {
                consumer.beginningOffsets(partitions).forEach(consumer::seek);
            } else {
                for (ConsumerRecord<byte[], byte[]> record : newest(start.newest(), ends)) {
                    if (left > 0) {
                        receiver.accept(record);
                        left--;
                    }
                }
                ends.forEach(consumer::seek);
            }
            while (left > 0 && (follow || !isAt(ends))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (left > 0 && (follow || record.offset() < ends.get(partition(record)))) {
                        receiver.accept(record);
                        left--;
                    }
                }
            }
        } catch (WakeupException e) {
            // Stopped.
        }
    }

    /** Returns the newest records before the ends, ordered by their timestamps. */
    private List<ConsumerRecord<byte[], byte[]>> newest(long count, Map<TopicPartition, Long> ends) {
        if (count == 0) {
            return List.of();
        }
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> kept = new HashMap<>();
        for (long back = count; kept.size() < partitions.size(); back *= WIDENING) {
            List<TopicPartition> missing =
                    partitions.stream().filter(one -> !kept.containsKey(one)).toList();
            for (TopicPartition one : missing) {
                long from = Math.max(begins.get(one), ends.get(one) - back);
                Deque<ConsumerRecord<byte[], byte[]>> records = read(one, from, ends.get(one), count);
                if (records.size() == count || from == begins.get(one)) {
                    kept.put(one, records);
                }
            }
        }
        consumer.assign(partitions);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        kept.values().forEach(all::addAll);
        all.sort(BY_TIME);
        return all.subList((int) Math.max(0, all.size() - count), all.size());
    }

    /** Reads a partition and keeps its last records. */
    private Deque<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long from, long to, long count) {
        Deque<ConsumerRecord<byte[], byte[]>> kept = new ArrayDeque<>();
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        while (consumer.position(partition) < to) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to) {
                    kept.addLast(record);
                }
                if (kept.size() > count) {
                    kept.removeFirst();
                }
            }
        }
        return kept;
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        return partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition));
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Ends {@link #run} soon, also if it is called later. */
    public void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
