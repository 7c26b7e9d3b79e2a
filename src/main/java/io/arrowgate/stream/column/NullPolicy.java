package io.arrowgate.stream.column;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Describes which raw values are null, of a stream or of a column. A component that is null is not defined: a column uses the one
 * of its stream, and a stream the default.
 *
 * @param nullValues texts that mean null
 * @param nonFinite what NaN and infinite numbers become
 * @param onBadValue what becomes of a record with a value that does not fit its optional column
 */
public record NullPolicy(List<String> nullValues, NonFiniteNumbers nonFinite, BadValueAction onBadValue)
        implements Serializable {
    /** Defines nothing. */
    public static final NullPolicy UNDEFINED = new NullPolicy(null, null, null);

    /** The null values of columns that are not text. */
    public static final List<String> DEFAULT_NULL_VALUES = List.of(
            "",
            "NA",
            "N/A",
            "#N/A",
            "#NA",
            "<NA>",
            "n.a.",
            "NaN",
            "null",
            "NULL",
            "None",
            "nil",
            "undefined",
            "unknown",
            "unavailable",
            "\\N",
            "-",
            "--");

    public NullPolicy {
        nullValues = nullValues == null ? null : List.copyOf(nullValues);
    }

    /**
     * Reads the keys of a definition. They are trees, because in YAML an unquoted {@code null} is a value of these keys, and an
     * unquoted number is a null value.
     *
     * @param prefix of the keys in errors
     */
    public static NullPolicy of(String prefix, JsonNode nullValues, JsonNode nonFinite, JsonNode onBadValue) {
        return new NullPolicy(
                texts(prefix + "null-values", nullValues),
                constant(prefix + "non-finite", nonFinite, NonFiniteNumbers.class),
                constant(prefix + "on-bad-value", onBadValue, BadValueAction.class));
    }

    private static List<String> texts(String field, JsonNode values) {
        if (values == null) {
            return null;
        }
        check(values.isArray(), field, values, "is not a list");
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            check(value.isValueNode(), field, value, "is not a text");
            texts.add(value.asText());
        }
        return texts;
    }

    private static <E extends Enum<E>> E constant(String field, JsonNode value, Class<E> type) {
        if (value == null) {
            return null;
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        check(names.contains(value.asText()), field, value.asText(), "is not one of " + names);
        return Enum.valueOf(type, value.asText().toUpperCase(Locale.ROOT));
    }

    /** Returns the policy of a column in a stream with the other policy. */
    NullPolicy in(NullPolicy stream, ColumnType type, boolean required) {
        BadValueAction action = orElse(onBadValue, orElse(stream.onBadValue, BadValueAction.REJECT));
        return new NullPolicy(
                orElse(nullValues, orElse(stream.nullValues, type.isText() ? List.of() : DEFAULT_NULL_VALUES)),
                orElse(nonFinite, orElse(stream.nonFinite, NonFiniteNumbers.NULL)),
                required ? BadValueAction.REJECT : action);
    }
}
