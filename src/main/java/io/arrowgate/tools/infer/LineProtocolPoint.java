package io.arrowgate.tools.infer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a line protocol point with unknown tags and fields.
 *
 * @param time null if the line has none
 */
record LineProtocolPoint(String measurement, Map<String, String> tags, Map<String, Value> fields, String time) {
    private static final String NAME = "(?:\\\\.|[^,= \\\\])++";
    private static final String VALUE = "\"(?:\\\\.|[^\"\\\\])*+\"|[^,= \"]++";
    private static final Pattern LINE =
            Pattern.compile("(?<measurement>(?:=|" + NAME + ")++)(?<tags>(?:," + NAME + "=" + NAME + ")*+) +(?<fields>"
                    + NAME + "=(?:" + VALUE + ")(?:," + NAME + "=(?:" + VALUE + "))*+)(?: +(?<time>-?\\d+))? *");
    private static final Pattern TAG = Pattern.compile("(" + NAME + ")=(" + NAME + ")");
    private static final Pattern FIELD = Pattern.compile("(" + NAME + ")=(" + VALUE + ")");

    /** A value without its quotes or suffix. */
    record Value(String text, Kind kind) {}

    /** Distinguishes values by their spelling. */
    enum Kind {
        TEXT,
        INTEGER,
        UNSIGNED,
        /** A float or a boolean. */
        OTHER
    }

    static boolean looksLikePoint(String line) {
        return LINE.matcher(line).matches();
    }

    /** Parses a line; returns null if it is not a point. */
    static LineProtocolPoint of(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return null;
        }
        Map<String, String> tags = new LinkedHashMap<>();
        pairs(TAG, parts.group("tags")).forEach((name, value) -> tags.put(name, unescaped(value)));
        Map<String, Value> fields = new LinkedHashMap<>();
        pairs(FIELD, parts.group("fields")).forEach((name, value) -> fields.put(name, value(value)));
        return new LineProtocolPoint(unescaped(parts.group("measurement")), tags, fields, parts.group("time"));
    }

    private static Map<String, String> pairs(Pattern kind, String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher pair = kind.matcher(text);
        while (pair.find()) {
            pairs.put(unescaped(pair.group(1)), pair.group(2));
        }
        return pairs;
    }

    private static Value value(String written) {
        if (written.startsWith("\"")) {
            return new Value(written.substring(1, written.length() - 1).replaceAll("\\\\([\"\\\\])", "$1"), Kind.TEXT);
        }
        if (written.matches("-?\\d+[iu]")) {
            return new Value(
                    written.substring(0, written.length() - 1), written.endsWith("u") ? Kind.UNSIGNED : Kind.INTEGER);
        }
        if (written.matches("(?i)t|f|true|false")) {
            return new Value(String.valueOf(written.matches("(?i)t.*")), Kind.OTHER);
        }
        // A number without a suffix is a float.
        return new Value(written.matches("-?\\d+") ? written + ".0" : written, Kind.OTHER);
    }

    private static String unescaped(String written) {
        return written.replaceAll("\\\\([,= ])", "$1");
    }
}
