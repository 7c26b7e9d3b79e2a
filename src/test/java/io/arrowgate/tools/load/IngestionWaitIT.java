package io.arrowgate.tools.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.JobSettings;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.TestAwait;
import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.load.RecordProducer.OffsetRange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks which records {@code produce --wait} counts, with rows and dead letters of the test instead of a job. */
class IngestionWaitIT {
    private static final Map<Integer, OffsetRange> SENT = Map.of(0, new OffsetRange(10, 12));

    private JobTestBed bed;
    private SentDeadLetters deadLetters;
    private IngestionWait wait;

    @BeforeEach
    void begin() throws Exception {
        bed = new JobTestBed("sensors");
        JobSettings settings = bed.settings();
        StreamDefinition sensors = StreamDefinitions.named(settings.streams(), settings.streamsPath())
                .get(0);
        bed.query("CREATE TABLE {db}.sensors (_topic_id String, _partition Int32, _offset Int64) ORDER BY _offset");
        bed.topics.create(bed.deadLetters, 1, Map.of());
        sendDeadLetter(bed.topic("sensors"), 11);
        deadLetters = new SentDeadLetters(settings.kafka(), sensors.topic());
        wait = new IngestionWait(settings.clickHouse(), sensors, "id", deadLetters);
    }

    @AfterEach
    void close() {
        wait.close();
        bed.close();
    }

    @Test
    void recordWithRowsAndDeadLettersCountsOnce() throws Exception {
        insertRow(10);
        sendDeadLetter(bed.topic("sensors"), 10);
        sendDeadLetter(bed.topic("sensors"), 12);
        awaitDeadLetters(2);

        assertThatThrownBy(() -> await(Duration.ZERO)).hasMessageContaining("--wait: 1 of 3 records are neither");

        insertRow(11);
        assertThat(await(JobTestBed.PATIENCE)).isTrue();
    }

    @Test
    void deadLettersOfOtherRecordsDoNotCount() throws Exception {
        insertRow(10);
        insertRow(12);
        sendDeadLetter("other", 11);
        sendDeadLetter(bed.topic("sensors"), 13);
        sendDeadLetter(bed.topic("sensors"), 12);
        awaitDeadLetters(1);

        assertThatThrownBy(() -> await(Duration.ZERO)).hasMessageContaining("--wait: 1 of 3 records are neither");
    }

    private void awaitDeadLetters(int records) {
        TestAwait.await(records + " dead letters").untilAsserted(() -> {
            deadLetters.read(SENT, Duration.ofMillis(100));
            assertThat(deadLetters.count()).isEqualTo(records);
        });
    }

    private boolean await(Duration limit) throws Exception {
        PrintWriter err = new PrintWriter(new StringWriter());
        try (ProgressDisplay progress = new ProgressDisplay("rows", 3, err)) {
            return wait.await(SENT, limit, () -> false, progress);
        }
    }

    private void insertRow(long offset) {
        bed.query("INSERT INTO {db}.sensors VALUES ('id', 0, %d)".formatted(offset));
    }

    private void sendDeadLetter(String topic, long offset) throws Exception {
        ProducerRecord<byte[], byte[]> deadLetter = new ProducerRecord<>(bed.deadLetters, new byte[0]);
        deadLetter.headers().add(DeadLetterHeaders.TOPIC, topic.getBytes(UTF_8));
        deadLetter.headers().add(DeadLetterHeaders.PARTITION, "0".getBytes(UTF_8));
        deadLetter.headers().add(DeadLetterHeaders.OFFSET, Long.toString(offset).getBytes(UTF_8));
        bed.topics.send(List.of(deadLetter));
    }
}
