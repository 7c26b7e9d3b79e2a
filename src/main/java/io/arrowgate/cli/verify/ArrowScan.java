package io.arrowgate.cli.verify;

import io.arrowgate.batch.BatchId;
import io.arrowgate.batch.OffsetRange;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.ingest.RowSlots;
import io.arrowgate.sink.ArrowHeaders;
import io.arrowgate.stream.StreamDefinition;
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
 * Reads a stream's Arrow topic once: which offsets have a row, what came again, and, if it is a deep check, whether each row is the
 * one that its raw record makes. Keeps a bit for each row, and a little for each batch.
 */
final class ArrowScan implements AutoCloseable {
    private final KafkaSettings kafka;
    private final StreamDefinition stream;
    private final RawTopic topic;
    private final SideLog log;
    private final ExpectedRow expected;
    private final RowSlots found;
    private final boolean deep;
    private final EarlierRows earlier;
    private final BufferAllocator allocator = new RootAllocator();
    private final Map<Integer, RawCursor> cursors = new HashMap<>();
    private final Map<Integer, OffsetBits> covered = new HashMap<>();
    private final Map<Integer, List<EmissionOrder.Emission>> emissions = new TreeMap<>();

    /** @param earlier is told which batches lack columns of the stream */
    ArrowScan(
            KafkaSettings kafka,
            StreamDefinition stream,
            RawTopic topic,
            boolean deep,
            EarlierRows earlier,
            SideLog log) {
        this.kafka = kafka;
        this.stream = stream;
        this.topic = topic;
        this.deep = deep;
        this.earlier = earlier;
        this.log = log;
        expected = new ExpectedRow(stream);
        found = ExpectedRow.slotsOf(stream);
    }

    /** Reads the whole topic. */
    ArrowCoverage run(CommittedRecords.Reached reached) throws Exception {
        boolean whole = CommittedRecords.read(kafka, stream.arrow().topic(), this::take, reached);
        emissions.forEach((partition, emitted) -> {
            OffsetBits bits = covered(partition);
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
        try (ArrowRows rows = new ArrowRows(stream, message.value(), contentType, allocator)) {
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
                    "%s, partition %d, offset %d: no Arrow IPC of the framing that its content-type names"
                            .formatted(message.topic(), message.partition(), message.offset()),
                    e);
        }
    }

    /** @return whether the row is one of those to look at */
    private boolean takeRow(OffsetRange place, Map<Integer, OffsetRange> ranges) {
        int partition = place.partition();
        RawTopic.Window window = topic.windows().get(partition);
        if (window == null) {
            log.add(Finding.OUTSIDE, place);
            return false;
        }
        if (!window.contains(place.first())) {
            return false;
        }
        OffsetRange before = ranges.get(partition);
        if (before != null && place.first() <= before.last()) {
            log.add(Finding.REPEATED, place); // Within one batch offsets ascend.
        } else {
            ranges.put(partition, before == null ? place : new OffsetRange(partition, before.first(), place.first()));
        }
        log.rows(1, covered(partition).add(place.first()) ? 1 : 0);
        return true;
    }

    private void compare(ArrowRows rows, int row, OffsetRange place, Set<String> lacking) throws IOException {
        ConsumerRecord<byte[], byte[]> record = cursor(place.partition()).at(place.first());
        if (record == null) {
            return;
        }
        expected.decode(record);
        rows.read(row, found);
        List<AlteredRow> differences = expected.differences(found);
        if (!differences.isEmpty() && !lacking.isEmpty() && earlier.explains(lacking, record, found)) {
            log.add(Finding.EARLIER, place);
        } else {
            log.altered(differences);
        }
    }

    private RawCursor cursor(int partition) {
        return cursors.computeIfAbsent(
                partition,
                number -> new RawCursor(
                        kafka,
                        new TopicPartition(topic.name(), number),
                        topic.windows().get(number)));
    }

    private OffsetBits covered(int partition) {
        return covered.computeIfAbsent(partition, number -> new OffsetBits());
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        cursors.values().forEach(RawCursor::close);
        allocator.close();
    }
}
