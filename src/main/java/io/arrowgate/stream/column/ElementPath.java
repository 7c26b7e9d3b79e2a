package io.arrowgate.stream.column;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parses {@code each} of a definition: the path of an array whose elements are rows, or with {@code .*} at its end that of an object
 * whose entries are.
 *
 * @param path of the array or object; begins with a name
 * @param entries whether the entries of an object are rows
 */
public record ElementPath(FieldPath path, boolean entries) {
    /** Names the raw field with the name of an entry. */
    public static final String KEY = "_each_key";

    /** Names the raw field with an element that is not an object. */
    public static final String VALUE = "_each_value";

    private static final String ENTRIES = ".*";
    private static final Pattern OTHER_ENTRIES = Pattern.compile("(.*\\.)?\\*\\..*|\\*");

    /** Parses a path; an {@link IllegalArgumentException} says what is wrong with it. */
    public static ElementPath parse(String text) {
        if (OTHER_ENTRIES.matcher(text).matches()) {
            throw new IllegalArgumentException("* must be last, after a name and a dot; only one level can be rows");
        }
        boolean entries = text.endsWith(ENTRIES);
        FieldPath path = FieldPath.parse(entries ? text.substring(0, text.length() - ENTRIES.length()) : text);
        if (path.steps().get(0).isElement()) {
            throw new IllegalArgumentException(
                    "a name must be first; the elements of a record that is an array are rows without each");
        }
        return new ElementPath(path, entries);
    }

    /** Returns what has the elements, as a word. */
    public String container() {
        return entries ? "object" : "array";
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        return path + (entries ? ENTRIES : "");
    }

    /** Returns whether a column reads the field {@link #KEY} or {@link #VALUE}, or values inside of it. */
    public static boolean isUsed(String field, ColumnDefinition column) {
        return Stream.concat(column.source().stream(), column.aliases().stream())
                .filter(text -> !text.startsWith("\""))
                .anyMatch(text -> field.equalsIgnoreCase(
                        FieldPath.parse(text.strip()).steps().get(0).name()));
    }
}
