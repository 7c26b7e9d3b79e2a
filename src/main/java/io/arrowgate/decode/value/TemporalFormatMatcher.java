package io.arrowgate.decode.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.stream.column.ColumnType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Checks whether texts match a date or timestamp format. */
public final class TemporalFormatMatcher {
    private final TemporalFormat[] notations;

    /** @param type DATE or TIMESTAMP */
    public TemporalFormatMatcher(String format, ColumnType type) {
        List<String> formats = List.of(format);
        notations = type == ColumnType.DATE
                ? TemporalFormats.ofDate(formats, ZoneOffset.UTC)
                : TemporalFormats.ofTimestamp(formats, ZoneOffset.UTC);
    }

    /** Returns whether the text matches the format. */
    public boolean matches(String text) {
        return read(text) != null;
    }

    /** Returns the time of the text, in UTC if it has no offset; null if it does not match the format. */
    public synchronized Instant read(String text) {
        byte[] bytes = text.strip().getBytes(UTF_8);
        for (TemporalFormat notation : notations) {
            if (notation.match(bytes, 0, bytes.length)) {
                int offset = notation.offsetSeconds() == TemporalFormat.NO_OFFSET ? 0 : notation.offsetSeconds();
                return Instant.EPOCH
                        .plus(notation.epochDay(), ChronoUnit.DAYS)
                        .plus(notation.microOfDay(), ChronoUnit.MICROS)
                        .minusSeconds(offset);
            }
        }
        return null;
    }
}
