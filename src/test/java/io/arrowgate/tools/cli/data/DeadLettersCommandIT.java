package io.arrowgate.tools.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import io.arrowgate.testing.TestTopics;
import io.arrowgate.tools.deadletter.DeadLetterReplay;
import io.arrowgate.tools.deadletter.DeadLetterTopicReader;
import io.arrowgate.tools.deadletter.ReplayTarget;
import io.arrowgate.tools.deadletter.TransactionalReplayTarget;
import io.arrowgate.tools.local.SharedStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists, shows and replays dead letters of a real broker. */
class DeadLettersCommandIT {
    private static final int LETTERS = 10;
    private static final Header OWN = new RecordHeader("own", new byte[] {0, -1});

    private final String raw = SharedStack.uniqueName("raw");
    private final String dead = SharedStack.uniqueName("dead");
    private final TestTopics topics = new TestTopics();

    /** Writes five malformed records of sensors and five bad values of turnstiles, alternating between two partitions. */
    @BeforeEach
    void writeDeadLetters() throws Exception {
        topics.create(raw, 2, Map.of());
        topics.create(dead, 1, Map.of());
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int i = 0; i < LETTERS; i++) {
            letters.add(letter(i));
        }
        topics.send(letters);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    private ProducerRecord<byte[], byte[]> letter(int number) {
        boolean sensors = number % 2 == 0;
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(dead, 0, 1_700_000_000_000L + number, key(number), value(number));
        letter.headers().add(OWN);
        add(letter, DeadLetterHeaders.TOPIC, raw);
        add(letter, DeadLetterHeaders.PARTITION, Integer.toString(number % 2));
        add(letter, DeadLetterHeaders.OFFSET, Integer.toString(100 + number));
        add(letter, DeadLetterHeaders.EXCEPTION_MESSAGE, "message " + number);
        add(letter, DeadLetterHeaders.STREAM, sensors ? "sensors" : "turnstiles");
        add(letter, DeadLetterHeaders.REASON, sensors ? "MALFORMED" : "BAD_VALUE");
        return letter;
    }

    private static byte[] key(int number) {
        return new byte[] {(byte) number};
    }

    private static byte[] value(int number) {
        return ("not what it should be: " + number).getBytes(UTF_8);
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(UTF_8));
    }

    private CommandOutcome run(String... arguments) {
        return CommandOutcome.of(dead, arguments);
    }

    @Test
    void listShowsEachAndCountsThemByStreamAndReason() {
        CommandOutcome commandOutcome = run("list");
        assertThat(commandOutcome.exitCode()).isZero();
        assertThat(commandOutcome.out())
                .contains("0:0 ", raw + "/0:100", "message 0", "message 9")
                .containsPattern("10 dead letters\\R +5 +sensors +MALFORMED\\R +5 +turnstiles +BAD_VALUE");
    }

    @Test
    void missingTopicIsReported() {
        String absent = SharedStack.uniqueName("absent");

        CommandOutcome commandOutcome = CommandOutcome.of(absent, "list");

        assertThat(commandOutcome.exitCode()).isNotZero();
        assertThat(commandOutcome.err()).contains("kafka.dead-letters-topic", absent);
    }

    @Test
    void filtersSelectByStreamReasonAndTime() {
        assertThat(run("list", "--stream=sensors", "--format=json").out().lines())
                .hasSize(5)
                .allMatch(line -> line.contains("\"stream\":\"sensors\""));
        assertThat(run("list", "--reason=BAD_VALUE", "--limit=2").out())
                .contains("5 dead letters; the first 2 are listed");
        // The times of the dead letters are 2023-11-14T22:13:20.000Z to .009Z.
        assertThat(run("list", "--since=2023-11-14T22:13:20.002Z", "--until=2023-11-14T22:13:20.005Z", "--format=json")
                        .out()
                        .lines())
                .hasSize(3);
        assertThat(run("list", "--since=1h").out()).contains("0 dead letters");
        assertThat(run("list", "--since=tomorrow").err()).contains("'tomorrow' is not a time");
    }

    @Test
    void showPrintsADeadLetterInFullAndDumpsBinaryValues() {
        assertThat(run("show", "0:3").out())
                .contains("0:3 of stream turnstiles, BAD_VALUE, from " + raw + "/1:103")
                .contains("not what it should be: 3")
                .contains("00 FF");
        assertThat(run("show", "0:99").exitCode()).isNotZero();
        assertThat(run("show", "9:0").err()).contains("no dead letter 9:0; 'dead-letters list' prints their positions");
    }

    @Test
    void showWithoutPositionPrintsTheNewest() {
        assertThat(run("show").out()).contains("not what it should be: 9");
    }

    @Test
    void replayOfAnElementNamesItsPosition() throws Exception {
        // Given: a dead letter of element 3, whose record is itself the replay of that element
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(dead, 0, 1_700_000_001_000L, key(99), value(99));
        add(letter, DeadLetter.ROW_HEADER, "3");
        letter.headers().add(OWN);
        add(letter, DeadLetterHeaders.TOPIC, raw);
        add(letter, DeadLetterHeaders.PARTITION, "1");
        add(letter, DeadLetterHeaders.OFFSET, "200");
        add(letter, DeadLetterHeaders.EXCEPTION_MESSAGE, "element 4 of 5");
        add(letter, DeadLetterHeaders.STREAM, "elements");
        add(letter, DeadLetterHeaders.REASON, "BAD_VALUE");
        add(letter, DeadLetter.ROW_HEADER, "3");
        topics.send(List.of(letter));

        assertThat(run("list", "--stream=elements").out()).contains(raw + "/1:200.3");
        assertThat(run("list", "--stream=elements", "--format=json").out()).contains("\"offset\":200,\"row\":3");
        assertThat(run("list", "--stream=sensors", "--format=json").out()).contains("\"row\":null");
        assertThat(run("replay", "--stream=elements").out()).contains("sent 1 records");

        assertThat(topics.readDecided(raw)).singleElement().satisfies(record -> {
            assertThat(record.headers().headers(DeadLetter.ROW_HEADER))
                    .singleElement()
                    .satisfies(header -> assertThat(header.value()).isEqualTo("3".getBytes(UTF_8)));
            assertThat(record.headers().lastHeader(OWN.key())).isEqualTo(OWN);
            assertThat(record.value()).isEqualTo(value(99));
        });
    }

    @Test
    void replaySendsEachOriginalOnceToItsPartition() throws Exception {
        assertThat(run("replay", "--dry-run").out()).contains("would send 10 records");
        assertThat(run("replay").out()).contains("sent 10 records");
        assertThat(run("replay").out()).contains("sent 0 records");

        List<ConsumerRecord<byte[], byte[]>> sent = topics.readDecided(raw);
        assertThat(sent).hasSize(LETTERS);
        for (ConsumerRecord<byte[], byte[]> record : sent) {
            int number = record.key()[0];
            assertThat(record.value()).isEqualTo(value(number));
            assertThat(record.partition()).isEqualTo(number % 2);
            assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L + number);
            Header from = new RecordHeader(
                    DeadLetterHeaders.REPLAYED_FROM,
                    "%s/0:%d".formatted(dead, number).getBytes(UTF_8));
            assertThat(record.headers().toArray()).containsExactly(OWN, from);
        }
        // Other filters are another replay, which begins at the first dead letter.
        assertThat(run("replay", "--stream=sensors").out()).contains("sent 5 records");
        assertThat(run("replay", "--name=again").out()).contains("sent 10 records");
    }

    @Test
    void interruptedReplayResumesAfterTheLastSentRecord() throws Exception {
        // Given: fetches of three dead letters, and a failure in the second transaction
        ResolvedOptions options = SettingsLoader.load(
                Map.of(
                        ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS.key(),
                        SharedStack.bootstrapServers(),
                        ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC.key(),
                        dead,
                        "kafka.properties.max.poll.records",
                        "3"),
                null,
                Map.of());
        String group = SharedStack.uniqueName("replay");
        try (DeadLetterTopicReader letters = DeadLetterTopicReader.open(options, group);
                ReplayTarget kafka = new TransactionalReplayTarget(
                        DeadLetterTopicReader.clientProperties(options), letters.group())) {
            assertThatThrownBy(() ->
                            new DeadLetterReplay(letters, letter -> true, new EndsAtCommit(kafka, 2)).run(sent -> {}))
                    .hasMessage("pulled the plug");
        }
        assertThat(topics.readDecided(raw)).hasSize(3);
        // When
        try (DeadLetterTopicReader letters = DeadLetterTopicReader.open(options, group);
                ReplayTarget kafka = new TransactionalReplayTarget(
                        DeadLetterTopicReader.clientProperties(options), letters.group())) {
            letters.seekToCommitted();
            assertThat(new DeadLetterReplay(letters, letter -> true, kafka)
                            .run(sent -> {})
                            .sent())
                    .isEqualTo(LETTERS - 3);
        }
        // Then
        assertThat(topics.readDecided(raw).stream().map(record -> (int) record.key()[0]))
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void truncatedDeadLetterIsReportedAndNotSent() throws Exception {
        ProducerRecord<byte[], byte[]> cut = letter(LETTERS);
        add(cut, DeadLetterHeaders.VALUE_LENGTH, "5000000");
        topics.send(List.of(cut));
        CommandOutcome commandOutcome = run("replay");
        assertThat(commandOutcome.exitCode()).isEqualTo(1);
        assertThat(commandOutcome.out()).contains("sent 10 records");
        assertThat(commandOutcome.err()).contains("holds only part of the record: 0:10");
    }

    /** Simulates a process that ends before a commit. */
    private static final class EndsAtCommit implements ReplayTarget {
        private final ReplayTarget target;
        private int left;

        EndsAtCommit(ReplayTarget target, int commit) {
            this.target = target;
            left = commit;
        }

        @Override
        public void begin() {
            target.begin();
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record) {
            target.send(record);
        }

        @Override
        public void commit(Map<TopicPartition, OffsetAndMetadata> positions) {
            if (--left == 0) {
                throw new IllegalStateException("pulled the plug");
            }
            target.commit(positions);
        }

        @Override
        public void close() {
            target.close();
        }
    }
}
