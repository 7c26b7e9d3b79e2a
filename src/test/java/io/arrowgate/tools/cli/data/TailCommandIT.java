package io.arrowgate.tools.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.TestKafka;
import io.arrowgate.testing.TestTopics;
import io.arrowgate.tools.cli.CommandLineRun;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.tail.TailStart;
import io.arrowgate.tools.tail.TopicTail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prints topics of the shared broker. */
class TailCommandIT {
    private static final String TOPIC = SharedStack.uniqueName("tail");
    private static final TestTopics TOPICS = new TestTopics();

    /** Sends five records in this order to two partitions. */
    @BeforeAll
    static void records() throws Exception {
        TOPICS.create(TOPIC, 2, Map.of());
        for (int i = 0; i < 5; i++) {
            send(TOPIC, i % 2, 1_000L * i, "record " + i);
        }
    }

    @AfterAll
    static void close() {
        TOPICS.close();
    }

    private static void send(String topic, int partition, long time, String value) throws Exception {
        TOPICS.send(List.of(new ProducerRecord<>(topic, partition, time, null, value.getBytes(UTF_8))));
    }

    private static CommandLineRun tail(String... arguments) {
        List<String> all = new ArrayList<>(List.of("tail"));
        all.addAll(List.of(arguments));
        all.add("--kafka-bootstrap-servers=" + SharedStack.bootstrapServers());
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private static List<String> values(CommandLineRun run) {
        assertThat(run.exitCode()).as(run.error()).isZero();
        return run.lines().stream()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }

    @Test
    void newestRecordsOfAllPartitionsAreInTheOrderOfTheirTimes() {
        assertThat(values(tail(TOPIC, "--from", "-3", "--no-follow")))
                .containsExactly("record 2", "record 3", "record 4");
    }

    @ParameterizedTest
    @CsvSource({"beginning, 5", "end, 0", "-100, 5"})
    void startSelectsTheRecords(String start, int records) {
        assertThat(values(tail(TOPIC, "--from=" + start, "--no-follow"))).hasSize(records);
    }

    @Test
    void limitEndsATailThatFollows() {
        assertThat(values(tail(TOPIC, "--from=beginning", "--limit=2"))).hasSize(2);
    }

    @Test
    void unknownTopicIsReportedWithTheNearestAndAllTopics() {
        CommandLineRun run = tail(TOPIC.replace("tail", "tial"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.error()).contains("does not exist at ", "did you mean '" + TOPIC + "'?", "topics are [");
    }

    @Test
    void invalidStartIsReportedWithTheRemedy() {
        CommandLineRun run = tail(TOPIC, "--from=10");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.error()).contains("'10' is not a start; give beginning, end, or for example -10");
    }

    @Test
    void followedTopicShowsNewRecordsUntilTheTailIsStopped() throws Exception {
        String topic = SharedStack.uniqueName("followed");
        TOPICS.create(topic, 1, Map.of());
        BlockingQueue<ConsumerRecord<byte[], byte[]>> records = new LinkedBlockingQueue<>();
        try (TopicTail tail = TopicTail.open(TestKafka.settings(), topic)) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(
                    () -> tail.run(TailStart.parse("beginning"), Long.MAX_VALUE, true, records::add));
            send(topic, 0, 0, "new");

            assertThat(records.poll(60, TimeUnit.SECONDS)).isNotNull().satisfies(record -> assertThat(record.value())
                    .isEqualTo("new".getBytes(UTF_8)));
            tail.stop();
            running.get(60, TimeUnit.SECONDS);
        }
    }
}
