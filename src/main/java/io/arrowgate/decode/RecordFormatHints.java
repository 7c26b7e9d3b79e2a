package io.arrowgate.decode;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.column.RecordFormat;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Adds to the problem of an undecodable record what the record is instead: another encoding or format, and the fix. */
final class RecordFormatHints {
    /** Bytes that are examined. */
    private static final int SAMPLE = 1_000;

    /** The element of a record may have the hint already. */
    private static final String LOOKS_LIKE = "; it looks like ";

    private static final Pattern LINE_PROTOCOL =
            Pattern.compile("[^ ,={\\[\"]+(,[^ ,=]+=[^ ,=]+)* +[^ ,=]+=(\"[^\"]*\"|[^ ,=\"]+)([ ,].*)?");

    /** At least two delimiters between fields, and no equals sign, which line protocol would have. */
    private static final Pattern CSV = Pattern.compile("[^{\\[<=][^=]*?([,;\t|])[^=]*?\\1[^=]*");

    /** A JSON object after something else, in text that is not JSON because of that. */
    private static final Pattern JSON_INSIDE = Pattern.compile("^[^{\\[,;\t]+\\{\\\\?\"[^\"]");

    private RecordFormatHints() {}

    /** Returns the problem with a hint, or the same one if there is none. */
    static UndecodableRecordException explain(UndecodableRecordException problem, byte[] value, RecordFormat expected) {
        String message = problem.getMessage();
        if (value == null) {
            message += ": it is a tombstone; set tombstones to skip if the topic has them";
        } else if (problem.reason() == DeadLetterReason.MALFORMED) {
            String encoding = ForeignEncodings.describe(value);
            String hint = message.contains(LOOKS_LIKE) ? "" : formatHint(value, expected);
            message = encoding == null ? message + hint : encoding;
        }
        return message.equals(problem.getMessage())
                ? problem
                : new UndecodableRecordException(problem.reason(), message);
    }

    private static String formatHint(byte[] value, RecordFormat expected) {
        int start = ByteRanges.skipWhiteSpace(value, ByteOrderMark.end(value));
        int length = Math.min(SAMPLE, value.length - start);
        String text = new String(value, start, length, StandardCharsets.UTF_8);
        if (text.startsWith("<")) {
            return LOOKS_LIKE + "XML, which the job does not read";
        }
        if (JSON_INSIDE.matcher(text).find()) {
            return "";
        }
        RecordFormat actual = format(text.lines().findFirst().orElse(""));
        return actual == null || actual == expected
                ? ""
                : (LOOKS_LIKE + "%s: set format to %s, not %s").formatted(title(actual), key(actual), key(expected));
    }

    private static RecordFormat format(String line) {
        if (line.startsWith("{") || line.startsWith("[")) {
            return RecordFormat.JSON;
        }
        if (LINE_PROTOCOL.matcher(line).matches()) {
            return RecordFormat.INFLUX;
        }
        return CSV.matcher(line).matches() ? RecordFormat.CSV : null;
    }

    private static String title(RecordFormat format) {
        return switch (format) {
            case JSON -> "JSON";
            case CSV -> "CSV";
            case INFLUX -> "line protocol";
        };
    }

    private static String key(RecordFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
