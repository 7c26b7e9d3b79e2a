package io.arrowgate.tools.rule;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.JobSettings;
import io.arrowgate.tools.deadletter.DeadLetterRecord;
import io.arrowgate.tools.load.RecordProducer.OffsetRange;
import io.arrowgate.tools.verify.topic.StandaloneConsumers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Observes what the job does with records of the rules topic. With each checkpoint it commits the offsets that it has read to the
 * consumer group of its name. The rules that it rejected are dead letters by then.
 */
final class RuleAcceptance implements AutoCloseable {
    /** Between two looks at the group's offsets: Kafka announces a commit to nobody but the consumer that made it. */
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private static final Duration POLL = Duration.ofMillis(500);

    private final JobSettings settings;
    /** Reads uncommitted records: the offsets may be committed before the dead letters of the same checkpoint. */
    private final KafkaConsumer<byte[], byte[]> deadLetters;

    /** Remembers the end of the dead letter topic, so create it before the records are sent. */
    RuleAcceptance(JobSettings settings) throws Exception {
        this.settings = settings;
        String topic = settings.kafka().deadLettersTopic();
        List<TopicPartition> partitions = IntStream.range(0, new KafkaAdmin(settings.kafka()).partitions(topic))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        deadLetters = StandaloneConsumers.readUncommitted(settings.kafka());
        deadLetters.assign(partitions);
        deadLetters.endOffsets(partitions).forEach(deadLetters::seek);
    }

    /**
     * Waits until the job has read records.
     *
     * @param sent offsets by partition of the rules topic
     * @return why the job rejected records; empty if it did not read them within the limit
     */
    Optional<List<String>> await(Map<Integer, OffsetRange> sent, Duration limit)
            throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try (Admin admin = new KafkaAdmin(settings.kafka()).connect()) {
            while (!isRead(admin, sent)) {
                if (System.nanoTime() - end > 0) {
                    return Optional.empty();
                }
                Thread.sleep(INTERVAL.toMillis()); // Kafka does not notify about committed offsets.
            }
            return Optional.of(rejections(sent));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty(); // This user may not describe the group.
            }
            throw e;
        }
    }

    private boolean isRead(Admin admin, Map<Integer, OffsetRange> sent)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(settings.jobName())
                .partitionsToOffsetAndMetadata()
                .get();
        return sent.entrySet().stream().allMatch(records -> {
            OffsetAndMetadata next =
                    committed.get(new TopicPartition(settings.alerts().rulesTopic(), records.getKey()));
            return next != null && next.offset() > records.getValue().last();
        });
    }

    private List<String> rejections(Map<Integer, OffsetRange> sent) {
        List<String> rejections = new ArrayList<>();
        Map<TopicPartition, Long> ends = deadLetters.endOffsets(deadLetters.assignment());
        while (ends.entrySet().stream().anyMatch(end -> deadLetters.position(end.getKey()) < end.getValue())) {
            deadLetters.poll(POLL).forEach(record -> {
                DeadLetterRecord letter = new DeadLetterRecord(record);
                if (letter.isOfJob() && isSent(letter, sent)) {
                    rejections.add(letter.message());
                }
            });
        }
        return rejections;
    }

    private boolean isSent(DeadLetterRecord letter, Map<Integer, OffsetRange> sent) {
        OffsetRange range = sent.get(letter.partition());
        return letter.topic().equals(settings.alerts().rulesTopic())
                && range != null
                && letter.offset() >= range.first()
                && letter.offset() <= range.last();
    }

    @Override
    public void close() {
        deadLetters.close();
    }
}
