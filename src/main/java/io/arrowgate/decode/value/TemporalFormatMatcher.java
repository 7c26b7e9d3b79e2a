package io.arrowgate.decode.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.stream.column.ColumnType;
import java.util.List;

/** Checks whether a text matches a date or timestamp format. */
public final class TemporalFormatMatcher {
    private TemporalFormatMatcher() {}

    /**
     * Returns true if the text matches the format.
     *
     * @param type DATE or TIMESTAMP
     */
    public static boolean matches(String format, ColumnType type, String text) {
        List<String> formats = List.of(format);
        TemporalFormat compiled =
                (type == ColumnType.DATE ? TemporalFormats.ofDate(formats) : TemporalFormats.ofTimestamp(formats))[0];
        byte[] bytes = text.strip().getBytes(UTF_8);
        return compiled.match(bytes, 0, bytes.length);
    }
}
