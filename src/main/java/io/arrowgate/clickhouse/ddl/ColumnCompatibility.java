package io.arrowgate.clickhouse.ddl;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides whether a column of a table that exists can hold a stream's values unchanged. */
public final class ColumnCompatibility {
    private static final Pattern WRAPPED = Pattern.compile("(Nullable|LowCardinality)\\((.*)\\)");
    private static final Pattern INSTANT = Pattern.compile("DateTime64\\((\\d)(?:, '[^']*')?\\)");
    /** Types that hold every value of another one. */
    private static final Map<String, Set<String>> WIDER =
            Map.of("Int32", Set.of("Int64"), "Float32", Set.of("Float64"));

    private ColumnCompatibility() {}

    /**
     * Whether {@code actual} takes every value of {@code needed}; text may be dictionary-encoded or not, and a column
     * may allow nulls that never come.
     */
    public static boolean isCompatible(String needed, String actual) {
        if (isNullable(needed) && !isNullable(actual)) {
            return false;
        }
        String from = bare(needed);
        String to = bare(actual);
        return from.equals(to) || WIDER.getOrDefault(from, Set.of()).contains(to) || isInstantOfPrecision(from, to);
    }

    private static boolean isNullable(String type) {
        return type.contains("Nullable(");
    }

    private static String bare(String type) {
        Matcher wrapped = WRAPPED.matcher(type);
        return wrapped.matches() ? bare(wrapped.group(2)) : type;
    }

    /** An instant is the same in every zone; more digits of a second do no harm, fewer lose some. */
    private static boolean isInstantOfPrecision(String from, String to) {
        Matcher needed = INSTANT.matcher(from);
        Matcher actual = INSTANT.matcher(to);
        return needed.matches()
                && actual.matches()
                && Integer.parseInt(actual.group(1)) >= Integer.parseInt(needed.group(1));
    }
}
