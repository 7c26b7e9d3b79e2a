package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.ArrowAllocators;
import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.finding.AlteredCell;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.CommittedRecordReader;
import io.arrowgate.tools.verify.topic.RawTopicCursor;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import io.arrowgate.tools.verify.topic.RowBitmap;
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
    private final ExpectedRows expected;
    private final RowBuffer found;
    private final boolean deep;
    private final RowsBeforeColumnAdded earlier;
    private final EarlierVersionRows earlierVersion;
    private final BufferAllocator allocator = ArrowAllocators.unlimited();
    private final Map<Integer, RawTopicCursor> cursors = new HashMap<>();
    private final Map<Integer, RowBitmap> covered = new HashMap<>();
    private final Map<Integer, List<EmissionOrder.Emission>> emissions = new TreeMap<>();

    /**
     * @param earlier receives the batches that lack columns of the stream
     * @param earlierVersion receives the rows that version 0.1.0 decoded differently
     */
    public ArrowTopicScan(
            KafkaSettings kafka,
            StreamDefinition stream,
            RawTopicRange topic,
            boolean deep,
            RowsBeforeColumnAdded earlier,
            EarlierVersionRows earlierVersion,
            SideReportBuilder log) {
        this.kafka = kafka;
        this.stream = stream;
        this.topic = topic;
        this.deep = deep;
        this.earlier = earlier;
        this.earlierVersion = earlierVersion;
        this.log = log;
        expected = new ExpectedRows(stream);
        found = ExpectedRows.rowBufferFor(stream);
    }

    /** Reads the whole topic. */
    public ArrowCoverage run(CommittedRecordReader.Reached reached) throws Exception {
        boolean whole = CommittedRecordReader.read(kafka, stream.arrow().topic(), this::take, reached);
        emissions.forEach((partition, emitted) -> {
            RowBitmap bits = covered(partition);
            EmissionOrder.classify(emitted, bits::containsBetween, log);
        });
        return new ArrowCoverage(topic, covered, whole, expected, log);
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        String id = header(message, ArrowHeaders.BATCH_ID);
        if (id == null || !BatchId.of(id).topicId().equals(topic.topicId())) {
            return; // Not a batch of this job's, or one of an earlier topic of the name.
        }
        String contentType = header(message, ArrowHeaders.CONTENT_TYPE);
        try (ArrowMessageRows rows = new ArrowMessageRows(stream, message.value(), contentType, allocator)) {
            Map<Integer, RowRange> ranges = new TreeMap<>();
            Set<String> lacking = rows.lacking();
            for (int row = 0; row < rows.count(); row++) {
                int partition = rows.partition(row);
                if (takeRow(partition, rows.position(row), ranges) && deep) {
                    compare(rows, row, lacking);
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
    private boolean takeRow(int partition, RowPosition position, Map<Integer, RowRange> ranges) {
        RawTopicRange.Window window = topic.windows().get(partition);
        if (window == null) {
            log.add(Finding.OUTSIDE, partition, position.offset());
            return false;
        }
        if (!window.contains(position.offset())) {
            return false;
        }
        RowRange before = ranges.get(partition);
        if (before != null && position.compareTo(before.last()) <= 0) {
            log.add(Finding.DUPLICATED, partition, position.offset()); // Within one batch positions ascend.
        } else {
            ranges.put(partition, new RowRange(partition, before == null ? position : before.first(), position));
        }
        log.rows(1, covered(partition).add(position.offset(), position.row()) ? 1 : 0);
        return true;
    }

    private void compare(ArrowMessageRows rows, int row, Set<String> lacking) throws IOException {
        int partition = rows.partition(row);
        RowPosition position = rows.position(row);
        ConsumerRecord<byte[], byte[]> record = cursor(partition).at(position.offset());
        if (record == null) {
            return;
        }
        expected.decode(record);
        rows.read(row, found);
        List<AlteredCell> differences = expected.differences(position.row(), found);
        if (differences.isEmpty()) {
            return;
        }
        if (!lacking.isEmpty() && earlier.explains(lacking, record, position.row(), found)) {
            log.add(Finding.EARLIER, partition, position.offset());
        } else if (rows.isOfVersion010()) {
            earlierVersion.add(partition, position.offset(), found);
            log.add(Finding.EARLIER_VERSION, partition, position.offset());
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

    private RowBitmap covered(int partition) {
        return covered.computeIfAbsent(partition, number -> new RowBitmap());
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
