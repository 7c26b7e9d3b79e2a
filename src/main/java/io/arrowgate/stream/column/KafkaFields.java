package io.arrowgate.stream.column;

import java.util.Locale;
import java.util.Set;

/** Names the raw fields with the parts of a Kafka record other than its value. */
public final class KafkaFields {
    /** The key as text; a path leads into a JSON key, or names a part of {@link KeyPattern}. */
    public static final String KEY = "_key";

    /** The headers, by name: {@code _headers.site}. */
    public static final String HEADERS = "_headers";

    /** The record's timestamp; in line protocol the time of the line, if it has one. */
    public static final String TIME = RecordFormat.TIME;

    public static final String TOPIC = "_topic";
    public static final String PARTITION = "_partition";
    public static final String OFFSET = "_offset";

    private static final Set<String> WHOLE = Set.of(KEY, TIME, TOPIC, PARTITION, OFFSET);

    private KafkaFields() {}

    /** Returns whether a name in a definition is that of a Kafka field. A quoted name is not. */
    public static boolean isName(String text) {
        return WHOLE.contains(normalized(text)) || isKeyPart(text) || isHeader(text);
    }

    /** Returns whether the name leads into the key. */
    public static boolean isKeyPart(String text) {
        return normalized(text).startsWith(KEY + ".") || normalized(text).startsWith(KEY + "[");
    }

    /** Returns whether the name is that of a header. */
    public static boolean isHeader(String text) {
        return normalized(text).startsWith(HEADERS + ".");
    }

    /** Returns whether the text names the headers, but none of them. */
    public static boolean isAllHeaders(String text) {
        return normalized(text).equals(HEADERS);
    }

    private static String normalized(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
