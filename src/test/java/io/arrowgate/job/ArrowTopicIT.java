package io.arrowgate.job;

import static io.arrowgate.testing.ArrowMessages.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.ArrowSchemas;
import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.stream.ArrowFraming;
import io.arrowgate.testing.ArrowMessages;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Tests the Arrow topic from a consumer's view. */
class ArrowTopicIT {
    private static final int ROWS = 3000;

    @Test
    void headersDescribeTheMessage() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").with("batch.max-rows", "400")) {
            run(bed);
            List<ConsumerRecord<byte[], byte[]>> messages = bed.read(bed.arrowTopic("sensors"));
            assertThat(messages).hasSizeGreaterThanOrEqualTo(ROWS / 400);
            messages.forEach(message -> assertHeadersMatchContent(message, ArrowFraming.STREAM));
            ExactlyOnceAssertions.assertRows(bed, ROWS);
        }
    }

    @Test
    void fileFramingWritesIpcFilesAndInsertsTheRows() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").with("sensors", ArrowFraming.FILE)) {
            run(bed);
            bed.read(bed.arrowTopic("sensors"))
                    .forEach(message -> assertHeadersMatchContent(message, ArrowFraming.FILE));
            ExactlyOnceAssertions.assertRows(bed, ROWS);
        }
    }

    private static void run(JobTestBed bed) throws Exception {
        try (LocalJob job = bed.start()) {
            bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
            ExactlyOnceAssertions.awaitRows(bed, ROWS);
            assertThat(job.hasEnded()).isFalse();
        }
    }

    private static void assertHeadersMatchContent(ConsumerRecord<byte[], byte[]> message, ArrowFraming arrowFraming) {
        assertThat(header(message, ArrowHeaders.CONTENT_TYPE)).isEqualTo(arrowFraming.contentType());
        ArrowMessages.Content content = ArrowMessages.content(message, "_partition", "_offset", "ts");
        assertThat(header(message, ArrowHeaders.STREAM)).isEqualTo("sensors");
        assertThat(header(message, ArrowHeaders.ROWS))
                .isEqualTo(Integer.toString(content.rows().size()));
        assertThat(header(message, ArrowHeaders.SCHEMA)).isEqualTo(ArrowSchemas.fingerprint(content.schema()));

        assertThat(header(message, ArrowHeaders.OFFSETS)).isEqualTo(offsets(content));
        LongSummaryStatistics eventTime =
                content.rows().stream().mapToLong(row -> (Long) row.get(2)).summaryStatistics();
        assertThat(header(message, ArrowHeaders.EVENT_TIME_MIN)).isEqualTo(iso(eventTime.getMin()));
        assertThat(header(message, ArrowHeaders.EVENT_TIME_MAX)).isEqualTo(iso(eventTime.getMax()));

        BatchId id = BatchId.of(header(message, ArrowHeaders.BATCH_ID));
        assertThat(id.stream()).isEqualTo("sensors");
        assertThat(id.schema()).isEqualTo(header(message, ArrowHeaders.SCHEMA));
        assertThat(id.offsets()).isEqualTo(header(message, ArrowHeaders.OFFSETS));
        assertThat(id.rows()).isEqualTo(content.rows().size());
    }

    private static String offsets(ArrowMessages.Content content) {
        Map<Integer, LongSummaryStatistics> ofPartition = content.rows().stream()
                .collect(Collectors.groupingBy(
                        row -> (Integer) row.get(0), TreeMap::new, Collectors.summarizingLong(row ->
                                (Long) row.get(1))));
        return ofPartition.entrySet().stream()
                .map(entry -> RowRange.ofFirstRows(
                        entry.getKey(),
                        entry.getValue().getMin(),
                        entry.getValue().getMax()))
                .map(RowRange::toString)
                .collect(Collectors.joining(","));
    }

    private static String iso(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
