package io.arrowgate.cli.deadletters;

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

/** Writes dead letters for people, and as JSON. */
final class LetterText {
    private static final String LINE = "%-10s %-24s %-12s %-16s %-28s %10s  %s%n";
    private static final int MESSAGE_CHARS = 80;

    private final PrintWriter out;
    private final ObjectMapper json = new ObjectMapper();

    LetterText(PrintWriter out) {
        this.out = out;
    }

    void heading() {
        out.printf(LINE, "LETTER", "TIME", "STREAM", "REASON", "RAW RECORD", "BYTES", "MESSAGE");
    }

    void line(Letter letter) {
        String message = StringUtils.abbreviate(letter.message(), MESSAGE_CHARS);
        out.printf(
                LINE,
                letter.place(),
                letter.time(),
                letter.stream(),
                letter.reason(),
                rawRecord(letter),
                letter.length(),
                letter.replayedFrom()
                                .map(from -> "(replayed from " + from + ") ")
                                .orElse("")
                        + message);
    }

    private static String rawRecord(Letter letter) {
        return "%s/%d:%d".formatted(letter.topic(), letter.partition(), letter.offset());
    }

    /** One object on one line. */
    void json(Letter letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("letter", letter.place());
        fields.put("time", letter.time().toString());
        fields.put("stream", letter.stream());
        fields.put("reason", letter.reason());
        fields.put("topic", letter.topic());
        fields.put("partition", letter.partition());
        fields.put("offset", letter.offset());
        fields.put("bytes", letter.length());
        fields.put("cut", letter.isCut());
        fields.put("replayed_from", letter.replayedFrom().orElse(null));
        fields.put("message", letter.message());
        try {
            out.println(json.writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    /** All there is: headers, key and value, as text where they are UTF-8, else as a hex dump. */
    void whole(Letter letter) {
        out.printf(
                "%s of stream %s, %s, from %s at %s: %s%n",
                letter.place(), letter.stream(), letter.reason(), rawRecord(letter), letter.time(), letter.message());
        if (letter.isCut()) {
            out.printf("It was too long to keep whole; the value had %,d bytes.%n", letter.length());
        }
        out.println("Headers:");
        for (Header header : letter.record().headers()) {
            out.printf("  %s: %s%n", header.key(), text(header.value()));
        }
        out.printf("Key:%n%s%n", text(letter.record().key()));
        out.printf("Value:%n%s%n", text(letter.record().value()));
    }

    private static String text(byte[] bytes) {
        if (bytes == null) {
            return "(none)";
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            // Control characters would act on the terminal.
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
            throw new IllegalStateException("a text in memory takes everything", e);
        }
        return dump.toString().stripTrailing();
    }
}
