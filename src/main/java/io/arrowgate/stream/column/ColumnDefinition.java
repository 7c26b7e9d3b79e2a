package io.arrowgate.stream.column;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Describes one column of a stream, and the fields of the raw record that fill it.
 *
 * @param name of the Arrow field and the ClickHouse column
 * @param type of its values
 * @param unit unit of the values, for example {@code %} or {@code ms}; null for none
 * @param dictionary whether its strings are dictionary-encoded (strings only)
 * @param required whether a record without a value is a dead letter; otherwise the cell is null
 * @param aliases alternative names of the raw field {@code name}
 * @param source the raw fields whose values, joined by one space, form the value; by default {@code name}
 * @param formats of a date or timestamp: {@code iso-8601}, {@code epoch} (seconds, milliseconds, microseconds or
 *     nanoseconds, recognized by magnitude), {@code epoch-s}, {@code epoch-ms}, {@code epoch-us}, {@code epoch-ns} or
 *     {@code epoch-d} (numbers of that unit), or a {@link DateTimePattern}; tried in order
 * @param nullPolicy which raw values are null
 */
public record ColumnDefinition(
        String name,
        ColumnType type,
        String unit,
        boolean dictionary,
        boolean required,
        List<String> aliases,
        List<String> source,
        List<String> formats,
        NullPolicy nullPolicy)
        implements Serializable {

    public static final String ISO_8601 = "iso-8601";
    public static final String EPOCH = "epoch";

    /** Units of the epoch formats: how many of each are a second. All count from 1970-01-01T00:00:00Z. */
    public static final Map<String, Long> EPOCH_UNITS =
            Map.of("epoch-s", 1L, "epoch-ms", 1_000L, "epoch-us", 1_000_000L, "epoch-ns", 1_000_000_000L);

    /** Days since 1970-01-01. */
    public static final String EPOCH_DAYS = "epoch-d";

    private static final List<String> DEFAULT_FORMATS = List.of(ISO_8601, EPOCH);

    /** Formats that are not patterns. */
    static final List<String> FORMAT_NAMES =
            List.of(ISO_8601, EPOCH, "epoch-s", "epoch-ms", "epoch-us", "epoch-ns", EPOCH_DAYS);

    @JsonCreator
    public ColumnDefinition(
            @JsonProperty("name") String name,
            @JsonProperty("type") ColumnType type,
            @JsonProperty("unit") String unit,
            @JsonProperty("dictionary") boolean dictionary,
            @JsonProperty("required") boolean required,
            @JsonProperty("aliases") List<String> aliases,
            @JsonProperty("source") List<String> source,
            @JsonProperty("formats") List<String> formats,
            @JsonProperty("null-values") JsonNode nullValues,
            @JsonProperty("non-finite") JsonNode nonFinite,
            @JsonProperty("on-bad-value") JsonNode onBadValue) {
        this(
                name,
                type,
                unit,
                dictionary,
                required,
                aliases,
                source,
                formats,
                NullPolicy.of("columns." + name + ".", nullValues, nonFinite, onBadValue));
    }

    public ColumnDefinition(
            String name,
            ColumnType type,
            String unit,
            boolean dictionary,
            boolean required,
            List<String> aliases,
            List<String> source,
            List<String> formats,
            NullPolicy nullPolicy) {
        this.name = DefinitionChecks.columnName("columns.name", name);
        check(type != null, "columns." + name + ".type", type, "is missing");
        check(!dictionary || type == ColumnType.STRING, "columns." + name + ".dictionary", true, "is for strings only");
        this.type = type;
        this.unit = unit;
        this.dictionary = dictionary;
        this.required = required;
        this.aliases = List.copyOf(orElse(aliases, List.of()));
        this.source = List.copyOf(orElse(source, List.of(name)));
        check(!this.source.isEmpty(), "columns." + name + ".source", source, "names no field");
        check(
                type != ColumnType.JSON || this.source.size() == 1,
                "columns." + name + ".source",
                source,
                "joins fields, which is no JSON");
        this.formats = List.copyOf(orElse(formats, type.isTemporal() ? DEFAULT_FORMATS : List.of()));
        check(
                type.isTemporal() || this.formats.isEmpty(),
                "columns." + name + ".formats",
                formats,
                "are for dates and timestamps only");
        this.formats.forEach(format -> checkFormat("columns." + name + ".formats", format));
        check(
                this.source.contains(name) || this.aliases.isEmpty(),
                "columns." + name + ".aliases",
                aliases,
                "name a field that is not one of its sources");
        check(
                !required || nullPolicy.onBadValue() != BadValueAction.NULL,
                "columns." + name + ".on-bad-value",
                "null",
                "is for optional columns only");
        this.nullPolicy = nullPolicy;
    }

    /**
     * Returns the column as used in a stream of this format and policy: times of the line protocol are in nanoseconds
     * unless the column has formats.
     */
    public ColumnDefinition in(RecordFormat format, NullPolicy streamPolicy) {
        aliases.forEach(field -> checkPath("aliases", field, format));
        source.forEach(field -> checkPath("source", field, format));
        boolean isTime = Stream.concat(source.stream(), aliases.stream())
                .anyMatch(field -> field.strip().equalsIgnoreCase(RecordFormat.TIME));
        boolean isLineTime = isTime && format == RecordFormat.INFLUX;
        if (isTime) {
            String field = "columns." + name + ".source";
            String literal = isLineTime ? "" : "; put _time in quotes if the records have a field of this name";
            check(source.size() == 1, field, source, "joins " + RecordFormat.TIME + " with other fields" + literal);
            check(type == ColumnType.TIMESTAMP, field, source, "is for a timestamp column" + literal);
        }
        return new ColumnDefinition(
                name,
                type,
                unit,
                dictionary,
                required,
                aliases,
                source,
                isLineTime && formats.equals(DEFAULT_FORMATS) ? List.of("epoch-ns") : formats,
                nullPolicy.in(streamPolicy, type, required));
    }

    /** Checks the formats against the time zone of the stream. */
    public void checkZone(ZoneId zone) {
        formats.stream()
                .filter(format -> !isNamed(format))
                .forEach(format -> DateTimePatternCheck.checkZone("columns." + name + ".formats", format, zone));
    }

    private void checkPath(String key, String field, RecordFormat format) {
        check(
                !KafkaFields.isAllHeaders(field),
                "columns." + name + "." + key,
                field,
                "names no header; append its name, such as _headers.site");
        if (format != RecordFormat.JSON && !KafkaFields.isName(field)) {
            return;
        }
        try {
            FieldPath.parse(field);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "columns.%s.%s: '%s' is not a path: %s".formatted(name, key, field, e.getMessage()), e);
        }
    }

    private static void checkFormat(String field, String format) {
        if (!isNamed(format)) {
            DateTimePatternCheck.check(field, format);
        }
    }

    /** Returns whether a format has a name rather than being a pattern. */
    public static boolean isNamed(String format) {
        return FORMAT_NAMES.contains(format);
    }
}
