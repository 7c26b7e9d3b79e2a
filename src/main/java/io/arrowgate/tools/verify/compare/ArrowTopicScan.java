package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.finding.AlteredCell;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.CommittedRecordReader;
import io.arrowgate.tools.verify.topic.OffsetBitmap;
import io.arrowgate.tools.verify.topic.RawTopicCursor;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Reads a stream's Arrow topic once: collects the offsets with rows and repeated ranges. A deep check also compares each row with
 * its raw record. Memory holds a bit for each row and a small record for each batch.
 */
public final class ArrowTopicScan implements AutoCloseable {
    private final KafkaSettings kafka;
    private final StreamDefinition stream;
    private final RawTopicRange topic;
    private final SideReportBuilder log;
    private final ExpectedRow expected;
    private final RowBuffer found;
    private final boolean deep;
    private final RowsBeforeColumnAdded earlier;
    private final BufferAllocator allocator = new RootAllocator();
    private final Map<Integer, RawTopicCursor> cursors = new HashMap<>();
    private final Map<Integer, OffsetBitmap> covered = new HashMap<>();
    private final Map<Integer, List<EmissionOrder.Emission>> emissions = new TreeMap<>();

    /** @param earlier receives the batches that lack columns of the stream */
    public ArrowTopicScan(
            KafkaSettings kafka,
            StreamDefinition stream,
            RawTopicRange topic,
            boolean deep,
            RowsBeforeColumnAdded earlier,
            SideReportBuilder log) {
        this.kafka = kafka;
        this.stream = stream;
        this.topic = topic;
        this.deep = deep;
        this.earlier = earlier;
        this.log = log;
        expected = new ExpectedRow(stream);
        found = ExpectedRow.rowBufferFor(stream);
    }

    /** Reads the whole topic. */
    public ArrowCoverage run(CommittedRecordReader.Reached reached) throws Exception {
        boolean whole = CommittedRecordReader.read(kafka, stream.arrow().topic(), this::take, reached);
        emissions.forEach((partition, emitted) -> {
            OffsetBitmap bits = covered(partition);
            EmissionOrder.classify(emitted, (begin, end) -> bits.next(begin) < end, log);
        });
        return new ArrowCoverage(topic, covered, whole, log);
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        String id = header(message, ArrowHeaders.BATCH_ID);
        if (id == null || !BatchId.of(id).topicId().equals(topic.topicId())) {
            return; // Not a batch of this job's, or one of an earlier topic of the name.
        }
        String contentType = header(message, ArrowHeaders.CONTENT_TYPE);
        try (ArrowMessageRows rows = new ArrowMessageRows(stream, message.value(), contentType, allocator)) {
            Map<Integer, OffsetRange> ranges = new TreeMap<>();
            Set<String> lacking = rows.lacking();
            for (int row = 0; row < rows.count(); row++) {
                OffsetRange place = new OffsetRange(rows.partition(row), rows.offset(row), rows.offset(row));
                if (takeRow(place, ranges) && deep) {
                    compare(rows, row, place, lacking);
                }
            }
            if (!lacking.isEmpty()) {
                earlier.add(lacking, ranges.values());
            }
            ranges.forEach((partition, range) -> emissions
                    .computeIfAbsent(partition, number -> new ArrayList<>())
                    .add(new EmissionOrder.Emission(
                            message.timestamp(), message.partition(), message.offset(), range)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s, partition %d, offset %d: not Arrow IPC with the framing that its content-type names"
                            .formatted(message.topic(), message.partition(), message.offset()),
                    e);
        }
    }

    /** @return whether the row is in the verified range */
    private boolean takeRow(OffsetRange place, Map<Integer, OffsetRange> ranges) {
        int partition = place.partition();
        RawTopicRange.Window window = topic.windows().get(partition);
        if (window == null) {
            log.add(Finding.OUTSIDE, place);
            return false;
        }
        if (!window.contains(place.first())) {
            return false;
        }
        OffsetRange before = ranges.get(partition);
        if (before != null && place.first() <= before.last()) {
            log.add(Finding.DUPLICATED, place); // Within one batch offsets ascend.
        } else {
            ranges.put(partition, before == null ? place : new OffsetRange(partition, before.first(), place.first()));
        }
        log.rows(1, covered(partition).add(place.first()) ? 1 : 0);
        return true;
    }

    private void compare(ArrowMessageRows rows, int row, OffsetRange place, Set<String> lacking) throws IOException {
        ConsumerRecord<byte[], byte[]> record = cursor(place.partition()).at(place.first());
        if (record == null) {
            return;
        }
        expected.decode(record);
        rows.read(row, found);
        List<AlteredCell> differences = expected.differences(found);
        if (!differences.isEmpty() && !lacking.isEmpty() && earlier.explains(lacking, record, found)) {
            log.add(Finding.EARLIER, place);
        } else {
            log.altered(differences);
        }
    }

    private RawTopicCursor cursor(int partition) {
        return cursors.computeIfAbsent(
                partition,
                number -> new RawTopicCursor(
                        kafka,
                        new TopicPartition(topic.name(), number),
                        topic.windows().get(number)));
    }

    private OffsetBitmap covered(int partition) {
        return covered.computeIfAbsent(partition, number -> new OffsetBitmap());
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        cursors.values().forEach(RawTopicCursor::close);
        allocator.close();
    }
}
