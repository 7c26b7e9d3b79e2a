package io.arrowgate.tools.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import io.arrowgate.testing.TestTopics;
import io.arrowgate.tools.cli.data.CommandOutcome;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.process.ScaledTimeout;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads dead letters of transactions, and runs replays after an earlier one of the same name. */
@ScaledTimeout(seconds = 60)
class TransactionalDeadLettersIT {
    private static final int LETTERS = 4;
    /** Offset of the marker that ends the transaction, after the last dead letter. */
    private static final int MARKER = LETTERS;

    private final String raw = SharedStack.uniqueName("raw");
    private final String dead = SharedStack.uniqueName("dead");
    private final String name = SharedStack.uniqueName("name");
    private final TestTopics topics = new TestTopics();

    @BeforeEach
    void writeDeadLetters() throws Exception {
        topics.create(raw, 1, Map.of());
        topics.create(dead, 1, Map.of());
        try (KafkaProducer<byte[], byte[]> job = producer(SharedStack.uniqueName("job"))) {
            job.initTransactions();
            job.beginTransaction();
            for (int i = 0; i < LETTERS; i++) {
                job.send(letter(i)).get();
            }
            job.commitTransaction();
        }
        topics.awaitDecided(dead);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        SharedStack.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        transactionalId),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private ProducerRecord<byte[], byte[]> letter(int number) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(dead, 0, 1_700_000_000_000L + number, null, ("value " + number).getBytes(UTF_8));
        Map.of(
                        DeadLetterHeaders.PARTITION,
                        "0",
                        DeadLetterHeaders.OFFSET,
                        Integer.toString(number),
                        DeadLetterHeaders.EXCEPTION_MESSAGE,
                        "why",
                        DeadLetterHeaders.STREAM,
                        "sensors",
                        DeadLetterHeaders.REASON,
                        "MALFORMED",
                        DeadLetterHeaders.TOPIC,
                        raw)
                .forEach((header, value) -> letter.headers().add(header, value.getBytes(UTF_8)));
        return letter;
    }

    private ResolvedOptions options() {
        return SettingsLoader.load(
                Map.of(
                        ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS.key(),
                        SharedStack.bootstrapServers(),
                        ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC.key(),
                        dead),
                null,
                Map.of());
    }

    private CommandOutcome run(String... arguments) {
        return CommandOutcome.of(dead, arguments);
    }

    @Test
    void transactionMarkerIsSkipped() {
        assertThat(run("show", "0:" + (LETTERS - 1)).out()).contains("value " + (LETTERS - 1));

        CommandOutcome commandOutcome = run("show", "0:" + MARKER);

        assertThat(commandOutcome.exitCode()).isNotZero();
        assertThat(commandOutcome.err()).contains("dead letter 0:" + MARKER + " does not exist");
    }

    /** The broker keeps the transaction and the position of a killed replay open until another producer fences it. */
    @Test
    void replayKilledBeforeItsCommitIsAbortedAndRepeated() throws Exception {
        String group = "arrowgate-replay-" + name;
        KafkaProducer<byte[], byte[]> killed = producer(group);
        try {
            killed.initTransactions();
            killed.beginTransaction();
            killed.send(new ProducerRecord<>(raw, "value 0".getBytes(UTF_8))).get();
            try (DeadLetterTopicReader letters = DeadLetterTopicReader.open(options(), group)) {
                killed.sendOffsetsToTransaction(
                        Map.of(new TopicPartition(dead, 0), new OffsetAndMetadata(1)), letters.group());
            }

            CommandOutcome commandOutcome = run("replay", "--name=" + name);

            assertThat(commandOutcome.out()).contains("sent 4 records");
            assertThat(topics.readDecided(raw).stream().map(record -> new String(record.value(), UTF_8)))
                    .containsExactly("value 0", "value 1", "value 2", "value 3");
        } finally {
            killed.close(Duration.ZERO);
        }
    }

    @Test
    void sameFlagsIdentifyTheSameReplay() throws Exception {
        assertThat(run("replay", "--since=36500d").out()).contains("sent 4 records");

        assertThat(run("replay", "--since=36500d").out()).contains("sent 0 records");
        assertThat(topics.readDecided(raw)).hasSize(LETTERS);
    }

    @Test
    void replayUpToAnAgeIsRejected() throws Exception {
        CommandOutcome commandOutcome = run("replay", "--until=1d");

        assertThat(commandOutcome.exitCode()).isNotZero();
        assertThat(commandOutcome.err()).contains("--until: an age changes while the replay runs");
        assertThat(topics.readDecided(raw)).isEmpty();
    }
}
