package io.arrowgate.tools.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.OffsetRangeCollector;
import io.arrowgate.tools.verify.finding.SideReport;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.DeadLetterOffsets;
import io.arrowgate.tools.verify.topic.OffsetBitmap;
import io.arrowgate.tools.verify.topic.RawRecordChunk;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import io.arrowgate.tools.verify.topic.RowBitmap;
import io.arrowgate.tools.verify.topic.RowRanges;
import io.arrowgate.tools.verify.topic.VerifyPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OffsetsTest {
    private static final DeadLetterOffsets.InPartition NO_LETTERS = DeadLetterOffsets.InPartition.NONE;

    @Test
    void adjacentOffsetsBecomeOneRange() {
        OffsetRangeCollector log = new OffsetRangeCollector();
        LongStream.of(3, 4, 5, 9).forEach(offset -> log.add(0, offset));
        log.add(1, 10);
        assertThat(log.found().offsets()).isEqualTo(5);
        assertThat(log.found().ranges())
                .containsExactly(new OffsetRange(0, 3, 5), new OffsetRange(0, 9, 9), new OffsetRange(1, 10, 10));
    }

    @Test
    void rangesBeyondTheLimitAreOnlyCounted() {
        OffsetRangeCollector log = new OffsetRangeCollector();
        for (long i = 0; i < OffsetRangeCollector.MAX_RANGES + 5; i++) {
            log.add(0, 2 * i);
        }
        assertThat(log.found().ranges()).hasSize(OffsetRangeCollector.MAX_RANGES);
        assertThat(log.found().unlisted()).isEqualTo(5);
    }

    @Test
    void bitsFindTheNextOffsetAcrossPages() {
        OffsetBitmap bits = new OffsetBitmap();
        assertThat(bits.add(5)).isTrue();
        assertThat(bits.add(5)).isFalse();
        bits.add(1L << 40);
        assertThat(bits.contains(5)).isTrue();
        assertThat(bits.contains(6)).isFalse();
        assertThat(bits.next(0)).isEqualTo(5);
        assertThat(bits.next(6)).isEqualTo(1L << 40);
        assertThat(bits.next((1L << 40) + 1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rowsOfOneOffsetAreDistinct() {
        RowBitmap rows = new RowBitmap();
        assertThat(rows.add(5, 0)).isTrue();
        assertThat(rows.add(5, 3)).isTrue();
        assertThat(rows.add(5, 3)).isFalse();
        rows.add(7, 1);
        assertThat(rows.rows(5)).containsExactly(0, 3);
        assertThat(rows.rows(6)).isEmpty();
        assertThat(rows.next(6)).isEqualTo(7);
        assertThat(rows.containsBetween(null, new RowPosition(5, 0))).isFalse();
        assertThat(rows.containsBetween(null, new RowPosition(5, 1))).isTrue();
        assertThat(rows.containsBetween(new RowPosition(5, 0), new RowPosition(5, 3)))
                .isFalse();
        assertThat(rows.containsBetween(new RowPosition(5, 0), new RowPosition(5, 4)))
                .isTrue();
        assertThat(rows.containsBetween(new RowPosition(5, 2), new RowPosition(7, 0)))
                .isTrue();
        assertThat(rows.containsBetween(new RowPosition(5, 3), new RowPosition(7, 1)))
                .isFalse();
        assertThat(rows.containsBetween(new RowPosition(5, 3), new RowPosition(7, 2)))
                .isTrue();
    }

    @Test
    void rejectedBatchHasPartOfARecord() {
        RowRanges rejected = new RowRanges();
        rejected.add(RowRange.of("0:5.2-7.1"));
        rejected.add(RowRange.of("0:9-9.4"));
        rejected.add(RowRange.of("0:7-9.1"));
        assertThat(rejected.contains(0, new RowPosition(5, 1))).isFalse();
        assertThat(rejected.contains(0, new RowPosition(5, 2))).isTrue();
        assertThat(rejected.contains(0, new RowPosition(8, 99))).isTrue();
        assertThat(rejected.contains(0, new RowPosition(9, 4))).isTrue();
        assertThat(rejected.contains(0, new RowPosition(9, 5))).isFalse();
        assertThat(rejected.contains(1, new RowPosition(8, 0))).isFalse();
    }

    @Test
    void offsetsThatTheRawTopicDoesNotHaveAreNotMissing() {
        SideReport report = arrow(false, true, bits(0, 1, 4), 0, 1, 4);
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void rowWithoutARecordIsOutsideUnlessTheTopicIsCompacted() {
        assertThat(arrow(false, true, bits(0, 1, 2), 0, 2)
                        .found(Finding.OUTSIDE)
                        .ranges())
                .containsExactly(new OffsetRange(0, 1, 1));
        SideReport compacted = arrow(true, true, bits(0, 1, 2), 0, 2);
        assertThat(compacted.isConsistent()).isTrue();
        assertThat(compacted.found(Finding.COMPACTED).ranges()).containsExactly(new OffsetRange(0, 1, 1));
    }

    @Test
    void recordsBeforeTheArrowTopicsRetentionAreExpired() {
        SideReport report = arrow(false, false, bits(3, 5), 1, 2, 3, 4, 5);
        assertThat(report.found(Finding.EXPIRED).ranges()).containsExactly(new OffsetRange(0, 1, 2));
        assertThat(report.found(Finding.MISSING).ranges()).containsExactly(new OffsetRange(0, 4, 4));
    }

    @Test
    void deadLetterNeedsNoRow() {
        DeadLetterOffsets deadLetters = new DeadLetterOffsets();
        deadLetters.add("raw", 0, 1, DeadLetter.WHOLE_RECORD);
        deadLetters.add("raw", 0, 2, DeadLetter.WHOLE_RECORD);
        deadLetters.add("raw", 0, 2, DeadLetter.WHOLE_RECORD);
        deadLetters.add("raw", 0, 3, 7);
        deadLetters.add("raw", 0, 3, 8);
        assertThat(deadLetters.of("raw", 0).count(1, DeadLetter.WHOLE_RECORD)).isEqualTo(1);
        assertThat(deadLetters.of("raw", 0).count(2, DeadLetter.WHOLE_RECORD)).isEqualTo(2);
        assertThat(deadLetters.of("raw", 0).count(3, DeadLetter.WHOLE_RECORD)).isZero();
        assertThat(deadLetters.of("raw", 0).count(3, 7)).isEqualTo(1);
        assertThat(deadLetters.of("raw", 0).elements(3)).isEqualTo(2);
        assertThat(deadLetters.of("raw", 1).contains(1)).isFalse();
        assertThat(deadLetters.of("other", 0).contains(1)).isFalse();

        SideReport report = arrow(false, true, bits(0, 2), deadLetters.of("raw", 0), 0, 1, 2);
        assertThat(report.found(Finding.MISSING).offsets()).isZero();
        assertThat(report.found(Finding.DUPLICATED).ranges()).containsExactly(new OffsetRange(0, 2, 2));
    }

    @Test
    void expiredAndDetachedDaysAreReported() {
        Instant now = Instant.parse("2024-05-10T00:00:00Z");
        RemovedDays days = new RemovedDays(now.minus(Duration.ofDays(5)), Set.of("20240507"));
        assertThat(days.explain(micros("2024-05-04T23:59:59Z"))).isEqualTo(Finding.EXPIRED);
        assertThat(days.explain(micros("2024-05-06T23:59:59Z"))).isEqualTo(Finding.MISSING);
        assertThat(days.explain(micros("2024-05-07T00:00:00Z"))).isEqualTo(Finding.DETACHED);
        assertThat(new RemovedDays(null, Set.of()).explain(0)).isEqualTo(Finding.MISSING);
    }

    @Test
    void pointIsOffsetsOrATime() {
        assertThat(VerifyPoint.of("0:100,2:7")).isEqualTo(VerifyPoint.at(Map.of(0, 100L, 2, 7L)));
        assertThat(VerifyPoint.of("2024-05-01T12:00:00Z").time()).isEqualTo(Instant.parse("2024-05-01T12:00:00Z"));
        assertThatThrownBy(() -> VerifyPoint.of("yesterday")).hasMessageContaining("'yesterday' is neither offsets");
        assertThatThrownBy(() -> VerifyPoint.of("0:1,0:2")).hasMessageContaining("partition 0 more than once");
    }

    private static SideReport arrow(boolean compacted, boolean whole, RowBitmap rows, long... records) {
        return arrow(compacted, whole, rows, NO_LETTERS, records);
    }

    private static SideReport arrow(
            boolean compacted,
            boolean whole,
            RowBitmap rows,
            DeadLetterOffsets.InPartition deadLetters,
            long... records) {
        SideReportBuilder log = new SideReportBuilder();
        RawTopicRange topic = new RawTopicRange("raw", "id", 1, compacted, Map.of(0, new RawTopicRange.Window(0, 10)));
        List<ConsumerRecord<byte[], byte[]>> raw = LongStream.of(records)
                .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>("raw", 0, offset, null, new byte[0]))
                .toList();
        ExpectedRows expected = new ExpectedRows(StreamDefinitions.builtIn("sensors"));
        new ArrowCoverage(topic, Map.of(0, rows), whole, expected, log)
                .check(new RawRecordChunk(0, 0, 10, raw), deadLetters);
        return log.report();
    }

    private static RowBitmap bits(long... offsets) {
        RowBitmap bits = new RowBitmap();
        LongStream.of(offsets).forEach(offset -> bits.add(offset, 0));
        return bits;
    }

    private static long micros(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1000;
    }
}
