package io.arrowgate.tools.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.io.HexDump;
import org.apache.commons.lang3.StringUtils;
import org.apache.kafka.common.header.Header;

/** Prints dead letters as text or JSON. */
public final class DeadLetterFormatter {
    private static final String LINE = "%-10s %-24s %-12s %-16s %-28s %10s  %s%n";
    private static final int MESSAGE_CHARS = 80;

    private final PrintWriter out;
    private final ObjectMapper json = new ObjectMapper();

    public DeadLetterFormatter(PrintWriter out) {
        this.out = out;
    }

    public void heading() {
        out.printf(LINE, "LETTER", "TIME", "STREAM", "REASON", "RAW RECORD", "BYTES", "MESSAGE");
    }

    public void line(DeadLetterRecord deadLetterRecord) {
        String message = StringUtils.abbreviate(deadLetterRecord.message(), MESSAGE_CHARS);
        out.printf(
                LINE,
                deadLetterRecord.place(),
                deadLetterRecord.time(),
                deadLetterRecord.stream(),
                deadLetterRecord.reason(),
                rawRecord(deadLetterRecord),
                deadLetterRecord.length(),
                deadLetterRecord
                                .replayedFrom()
                                .map(from -> "(replayed from " + from + ") ")
                                .orElse("")
                        + message);
    }

    private static String rawRecord(DeadLetterRecord deadLetterRecord) {
        return "%s/%d:%d%s"
                .formatted(
                        deadLetterRecord.topic(),
                        deadLetterRecord.partition(),
                        deadLetterRecord.offset(),
                        deadLetterRecord.row().map(row -> "." + row).orElse(""));
    }

    /** Prints one JSON object on one line. */
    public void json(DeadLetterRecord deadLetterRecord) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("letter", deadLetterRecord.place());
        fields.put("time", deadLetterRecord.time().toString());
        fields.put("stream", deadLetterRecord.stream());
        fields.put("reason", deadLetterRecord.reason());
        fields.put("topic", deadLetterRecord.topic());
        fields.put("partition", deadLetterRecord.partition());
        fields.put("offset", deadLetterRecord.offset());
        fields.put("row", deadLetterRecord.row().map(Integer::valueOf).orElse(null));
        fields.put("bytes", deadLetterRecord.length());
        fields.put("cut", deadLetterRecord.isTruncated());
        fields.put("replayed_from", deadLetterRecord.replayedFrom().orElse(null));
        fields.put("message", deadLetterRecord.message());
        try {
            out.println(json.writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot serialize strings and numbers as JSON", e);
        }
    }

    /** Prints headers, key and value, as text if they are UTF-8, otherwise as a hex dump. */
    public void details(DeadLetterRecord deadLetterRecord) {
        out.printf(
                "%s of stream %s, %s, from %s at %s: %s%n",
                deadLetterRecord.place(),
                deadLetterRecord.stream(),
                deadLetterRecord.reason(),
                rawRecord(deadLetterRecord),
                deadLetterRecord.time(),
                deadLetterRecord.message());
        if (deadLetterRecord.isTruncated()) {
            out.printf("The record is truncated; the original value had %,d bytes.%n", deadLetterRecord.length());
        }
        out.println("Headers:");
        for (Header header : deadLetterRecord.record().headers()) {
            out.printf("  %s: %s%n", header.key(), text(header.value()));
        }
        out.printf("Key:%n%s%n", text(deadLetterRecord.record().key()));
        out.printf("Value:%n%s%n", text(deadLetterRecord.record().value()));
    }

    private static String text(byte[] bytes) {
        if (bytes == null) {
            return "(none)";
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            // Control characters would affect the terminal.
            if (text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
                return text;
            }
            return hexDump(bytes);
        } catch (CharacterCodingException e) {
            return hexDump(bytes);
        }
    }

    private static String hexDump(byte[] bytes) {
        if (bytes.length == 0) {
            return "";
        }
        StringBuilder dump = new StringBuilder();
        try {
            HexDump.dump(bytes, dump);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("cannot write to memory", e);
        }
        return dump.toString().stripTrailing();
    }
}
