package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Selects the series that a rule applies to, with patterns by column. A series matches if, for each column, one of the
 * patterns matches the whole value. {@code *} stands for any characters, {@code ?} for one.
 *
 * @param patterns by key or label column; none for all series
 */
public record SeriesFilter(Map<String, List<String>> patterns) implements Serializable {
    /** All series. */
    public static final SeriesFilter ALL = new SeriesFilter(Map.of());

    public SeriesFilter {
        patterns = new TreeMap<>(patterns);
        patterns.forEach((column, values) ->
                check(!values.isEmpty(), "series." + column, values, "has no pattern; give one, or remove the column"));
    }

    /** Reads one pattern or a list of them for each column. */
    @JsonCreator
    static SeriesFilter of(Map<String, Object> written) {
        Map<String, List<String>> patterns = new TreeMap<>();
        written.forEach((column, value) -> {
            List<?> values = value instanceof List<?> list ? list : List.of(String.valueOf(value));
            patterns.put(column, values.stream().map(String::valueOf).toList());
        });
        return new SeriesFilter(patterns);
    }

    @Override
    @JsonValue
    public Map<String, List<String>> patterns() {
        return patterns;
    }

    /**
     * Returns whether a series matches.
     *
     * @param valueOf returns the series' value of a column
     */
    public boolean matches(UnaryOperator<String> valueOf) {
        return patterns.entrySet().stream().allMatch(column -> column.getValue().stream()
                .anyMatch(pattern -> matches(pattern, valueOf.apply(column.getKey()))));
    }

    /** Backtracks to the latest star only, so the cost of a match is at most the product of both lengths. */
    private static boolean matches(String pattern, String value) {
        int at = 0;
        int star = -1;
        int afterStar = 0;
        for (int i = 0; i < value.length(); ) {
            boolean here = at < pattern.length();
            if (here && pattern.charAt(at) == '*') {
                star = at++;
                afterStar = i;
            } else if (here && (pattern.charAt(at) == '?' || pattern.charAt(at) == value.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++afterStar;
            } else {
                return false;
            }
        }
        return pattern.chars().skip(at).allMatch(rest -> rest == '*');
    }
}
