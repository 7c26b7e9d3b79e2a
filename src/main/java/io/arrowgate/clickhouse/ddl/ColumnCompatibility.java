package io.arrowgate.clickhouse.ddl;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides whether a column of an existing table can store a stream's values unchanged. */
public final class ColumnCompatibility {
    private static final Pattern WRAPPED = Pattern.compile("(Nullable|LowCardinality)\\((.*)\\)");
    private static final Pattern INSTANT = Pattern.compile("DateTime64\\((\\d)(?:, '[^']*')?\\)");
    /** Wider types by type. */
    private static final Map<String, Set<String>> WIDER =
            Map.of("Int32", Set.of("Int64"), "Float32", Set.of("Float64"));

    private ColumnCompatibility() {}

    /**
     * Returns whether type {@code actual} can store every value of type {@code needed}. {@code LowCardinality} is irrelevant, and the
     * column may allow nulls even if the stream has none.
     */
    public static boolean isCompatible(String needed, String actual) {
        if (isNullable(needed) && !isNullable(actual)) {
            return false;
        }
        String from = bare(needed);
        String to = bare(actual);
        return from.equals(to) || WIDER.getOrDefault(from, Set.of()).contains(to) || isInstantOfPrecision(from, to);
    }

    /** Returns whether the type is {@code JSON}, which holds objects only and does not keep their text. */
    static boolean isJson(String type) {
        return bare(type).equals("JSON") || bare(type).startsWith("JSON(");
    }

    private static boolean isNullable(String type) {
        return type.contains("Nullable(");
    }

    private static String bare(String type) {
        Matcher wrapped = WRAPPED.matcher(type);
        return wrapped.matches() ? bare(wrapped.group(2)) : type;
    }

    /** The time zone is irrelevant. A higher precision is compatible, a lower one would truncate values. */
    private static boolean isInstantOfPrecision(String from, String to) {
        Matcher needed = INSTANT.matcher(from);
        Matcher actual = INSTANT.matcher(to);
        return needed.matches()
                && actual.matches()
                && Integer.parseInt(actual.group(1)) >= Integer.parseInt(needed.group(1));
    }
}
