package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.ArrowMessages;
import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Records that cannot be decoded are kept as they are, and hold up nothing. */
class DeadLettersIT {
    private static final int BROKEN = 1000;
    private static final int LARGE_BYTES = 5 << 20;

    @Test
    void randomBytesAmidGoodRecordsBecomeDeadLettersByteForByte() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors", "turnstiles")) {
            Map<String, ProducerRecord<byte[], byte[]>> broken = new HashMap<>();
            try (LocalJob job = bed.start()) {
                broken.putAll(sendMixed(bed, "sensors", SteadyReadings.readings(0, BROKEN)));
                broken.putAll(sendMixed(bed, "turnstiles", audits()));
                bed.awaitRows("sensors", BROKEN);
                bed.awaitRows("turnstiles", BROKEN);
                bed.awaitDeadLetters(2 * BROKEN);
                assertThat(JobFailures.of(job)).isEmpty();
            }
            assertThat(bed.count("sensors")).isEqualTo(BROKEN);
            assertThat(bed.count("turnstiles")).isEqualTo(BROKEN);
            List<ConsumerRecord<byte[], byte[]>> letters = bed.read(bed.deadLetters);
            assertThat(letters).hasSize(2 * BROKEN);
            assertThat(letters.stream().map(DeadLettersIT::origin))
                    .containsExactlyInAnyOrderElementsOf(broken.keySet());
            letters.forEach(letter -> assertSame(letter, broken.get(origin(letter))));
        }
    }

    @Test
    void aRecordTooLargeToKeepIsCutAndATombstoneIsKept() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors")) {
            String topic = bed.topic("sensors");
            bed.topics.create(topic, 1, Map.of("max.message.bytes", Integer.toString(2 * LARGE_BYTES)));
            byte[] large = "{\"device\":\"%s\",\"ts\":\"2024-05-01T12:00:00Z\"}"
                    .formatted("d".repeat(LARGE_BYTES))
                    .getBytes(StandardCharsets.UTF_8);
            byte[] key = {1, 2, 3};
            try (LocalJob job = bed.start()) {
                bed.topics.send(List.of(new ProducerRecord<>(topic, large), new ProducerRecord<>(topic, key, null)));
                bed.send(topic, SteadyReadings.readings(0, 10));
                bed.awaitRows("sensors", 10);
                bed.awaitDeadLetters(2);
                assertThat(JobFailures.of(job)).isEmpty();
            }
            List<ConsumerRecord<byte[], byte[]>> letters = bed.read(bed.deadLetters);
            assertThat(letters).hasSize(2);
            ConsumerRecord<byte[], byte[]> cut = letterOf(letters, topic + "/0/0");
            assertThat(reason(cut)).isEqualTo(DeadLetterReason.TOO_LARGE);
            assertThat(cut.value()).hasSizeBetween(1, 900 << 10).isEqualTo(Arrays.copyOf(large, cut.value().length));
            assertThat(ArrowMessages.header(cut, DeadLetterHeaders.VALUE_LENGTH))
                    .isEqualTo(Integer.toString(large.length));
            assertThat(ArrowMessages.header(cut, DeadLetterHeaders.VALUE_SHA256))
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(large)));

            ConsumerRecord<byte[], byte[]> tombstone = letterOf(letters, topic + "/0/1");
            assertThat(reason(tombstone)).isEqualTo(DeadLetterReason.EMPTY);
            assertThat(tombstone.value()).isNull();
            assertThat(tombstone.key()).isEqualTo(key);
        }
    }

    /** They have their records' times, by which Kafka's retention goes. */
    @Test
    void theirTopicKeepsThemHoweverOldTheyAre() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors")) {
            JobPreparation.prepare(bed.settings(), List.of(StreamDefinitions.builtIn("sensors")));
            assertThat(bed.topics.config(bed.deadLetters)).containsEntry("retention.ms", "-1");
        }
    }

    /** Sends each good value behind a broken one, and returns the broken ones by their origin. */
    private static Map<String, ProducerRecord<byte[], byte[]>> sendMixed(
            JobTestBed bed, String stream, List<String> good) throws Exception {
        Random random = new Random(stream.hashCode());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String value : good) {
            records.add(broken(bed.topic(stream), random));
            records.add(new ProducerRecord<>(bed.topic(stream), value.getBytes(StandardCharsets.UTF_8)));
        }
        List<RecordMetadata> places = bed.topics.send(records);
        Map<String, ProducerRecord<byte[], byte[]>> broken = new HashMap<>();
        for (int i = 0; i < records.size(); i += 2) {
            RecordMetadata place = places.get(i);
            broken.put(origin(place.topic(), place.partition(), place.offset()), records.get(i));
        }
        return broken;
    }

    private static ProducerRecord<byte[], byte[]> broken(String topic, Random random) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.add("header-" + random.nextInt(2), random.nextBoolean() ? bytes(random) : null);
        }
        byte[] key = random.nextBoolean() ? bytes(random) : null;
        return new ProducerRecord<>(topic, null, key, bytes(random), headers);
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<String> audits() {
        List<String> audits = new ArrayList<>();
        for (int i = 0; i < BROKEN; i++) {
            audits.add("A002,R051,02-00-00,59 ST,NQR456W,BMT,12/30/2023,03:00:00,REGULAR,%d,73801".formatted(i));
        }
        return audits;
    }

    private static void assertSame(ConsumerRecord<byte[], byte[]> letter, ProducerRecord<byte[], byte[]> sent) {
        assertThat(letter.key()).isEqualTo(sent.key());
        assertThat(letter.value()).isEqualTo(sent.value());
        // The original headers come first, those that say what is wrong after them.
        List<Header> original = List.of(sent.headers().toArray());
        assertThat(letter.headers().toArray()).hasSizeGreaterThan(original.size());
        assertThat(List.of(letter.headers().toArray()).subList(0, original.size()))
                .isEqualTo(original);
    }

    private static ConsumerRecord<byte[], byte[]> letterOf(
            List<ConsumerRecord<byte[], byte[]>> letters, String origin) {
        return letters.stream()
                .filter(letter -> origin(letter).equals(origin))
                .findFirst()
                .orElseThrow();
    }

    private static DeadLetterReason reason(ConsumerRecord<byte[], byte[]> letter) {
        return DeadLetterReason.valueOf(ArrowMessages.header(letter, DeadLetterHeaders.REASON));
    }

    private static String origin(ConsumerRecord<byte[], byte[]> letter) {
        return origin(
                ArrowMessages.header(letter, DeadLetterHeaders.TOPIC),
                Integer.parseInt(ArrowMessages.header(letter, DeadLetterHeaders.PARTITION)),
                Long.parseLong(ArrowMessages.header(letter, DeadLetterHeaders.OFFSET)));
    }

    private static String origin(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }
}
