package io.arrowgate.tools.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.batch.arrow.ArrowAllocators;
import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.stream.ArrowFraming;
import io.arrowgate.tools.deadletter.DeadLetterRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Prints records: a line with position, time, key and size, and indented lines with the content. Owns Arrow's memory. */
public final class RecordPrinter implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_KEY = 200;
    private static final int MAX_VALUE = 4_000;

    private final TopicRole role;
    private final int rowLimit;
    private final PrintWriter out;
    private final BufferAllocator allocator = ArrowAllocators.unlimited();

    /** @param rowLimit number of rows to print of each Arrow message */
    public RecordPrinter(TopicRole role, int rowLimit, PrintWriter out) {
        this.role = role;
        this.rowLimit = rowLimit;
        this.out = out;
    }

    /** Prints a record. One that does not match the topic's role is printed as text. */
    public void print(ConsumerRecord<byte[], byte[]> record) {
        out.printf(
                "%d:%d  %s  %s  %s%n",
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? "no key" : "key " + EscapedText.of(record.key(), MAX_KEY),
                record.value() == null ? "no value" : "%,d bytes".formatted(record.value().length));
        for (String line : record.value() == null ? List.<String>of() : content(record)) {
            out.println("  " + line);
        }
        out.flush();
    }

    private List<String> content(ConsumerRecord<byte[], byte[]> record) {
        try {
            return switch (role) {
                case ARROW -> batch(record);
                case ALERTS -> List.of(alert(record.value()));
                case DEAD_LETTERS -> deadLetter(record);
                case TEXT -> text(record);
            };
        } catch (IOException | RuntimeException e) {
            return text(record);
        }
    }

    private List<String> batch(ConsumerRecord<byte[], byte[]> record) throws IOException {
        Header type = record.headers().lastHeader(ArrowHeaders.CONTENT_TYPE);
        boolean isFile = type != null && ArrowFraming.FILE.contentType().equals(new String(type.value(), UTF_8));
        List<String> lines = new ArrayList<>();
        ArrowHeaders.batch(record)
                .ifPresent(batch -> lines.add("%,d rows of stream %s, event time %s to %s"
                        .formatted(batch.rows(), batch.id().stream(), batch.eventTimeMin(), batch.eventTimeMax())));
        lines.addAll(ArrowTable.lines(record.value(), isFile, allocator, rowLimit));
        return lines;
    }

    private static String alert(byte[] json) throws IOException {
        JsonNode alert = JSON.readTree(json);
        return "%s %s %s, %s %s: %s"
                .formatted(
                        required(alert, "state"),
                        required(alert, "severity"),
                        required(alert, "rule"),
                        required(alert, "stream"),
                        alert.path("series").properties().stream()
                                .map(key -> key.getKey() + "=" + key.getValue().asText())
                                .collect(Collectors.joining(" ")),
                        required(alert, "text"));
    }

    private static String required(JsonNode alert, String key) throws IOException {
        if (!alert.path(key).isTextual()) {
            throw new IOException("not an alert: %s is missing".formatted(key));
        }
        return EscapedText.of(alert.get(key).textValue().getBytes(UTF_8));
    }

    private static List<String> deadLetter(ConsumerRecord<byte[], byte[]> record) {
        DeadLetterRecord letter = new DeadLetterRecord(record);
        List<String> lines = new ArrayList<>();
        lines.add("%s of stream %s, from %s %d:%d: %s"
                .formatted(
                        letter.reason(),
                        letter.stream(),
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        letter.message()));
        lines.addAll(text(record));
        return lines;
    }

    private static List<String> text(ConsumerRecord<byte[], byte[]> record) {
        return EscapedText.of(record.value(), MAX_VALUE).lines().toList();
    }

    /** Checks that all of Arrow's memory is released. */
    @Override
    public void close() {
        allocator.close();
    }
}
