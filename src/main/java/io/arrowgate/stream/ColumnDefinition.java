package io.arrowgate.stream;

import static io.arrowgate.stream.Checks.check;
import static io.arrowgate.stream.Checks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;

/**
 * One column of a stream, and the fields of the raw record that fill it.
 *
 * @param name of the Arrow field and the ClickHouse column
 * @param type what it holds
 * @param unit unit of the values, for example {@code %} or {@code ms}; null for none
 * @param dictionary whether its strings are dictionary-encoded (strings only)
 * @param required whether a record without a value is a dead letter; otherwise the cell is null
 * @param aliases other names of the raw field {@code name}
 * @param source the raw fields whose values, joined by one space, make the cell; by default the one called {@code name}
 * @param formats how a date or timestamp is written: {@code iso-8601}, {@code epoch} (seconds, milliseconds, microseconds or
 *     nanoseconds, told apart by magnitude), or a pattern of {@link java.time.format.DateTimeFormatter}; tried in order
 */
public record ColumnDefinition(
        String name,
        ColumnType type,
        String unit,
        boolean dictionary,
        boolean required,
        List<String> aliases,
        List<String> source,
        List<String> formats)
        implements Serializable {

    public static final String ISO_8601 = "iso-8601";
    public static final String EPOCH = "epoch";

    public ColumnDefinition(
            @JsonProperty("name") String name,
            @JsonProperty("type") ColumnType type,
            @JsonProperty("unit") String unit,
            @JsonProperty("dictionary") boolean dictionary,
            @JsonProperty("required") boolean required,
            @JsonProperty("aliases") List<String> aliases,
            @JsonProperty("source") List<String> source,
            @JsonProperty("formats") List<String> formats) {
        this.name = Checks.columnName("columns.name", name);
        check(type != null, "columns." + name + ".type", type, "is missing");
        check(!dictionary || type == ColumnType.STRING, "columns." + name + ".dictionary", true, "is for strings only");
        this.type = type;
        this.unit = unit;
        this.dictionary = dictionary;
        this.required = required;
        this.aliases = List.copyOf(orElse(aliases, List.of()));
        this.source = List.copyOf(orElse(source, List.of(name)));
        check(!this.source.isEmpty(), "columns." + name + ".source", source, "names no field");
        this.formats = List.copyOf(orElse(formats, type.isTemporal() ? List.of(ISO_8601, EPOCH) : List.of()));
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
    }

    private static void checkFormat(String field, String format) {
        if (format.equals(ISO_8601) || format.equals(EPOCH)) {
            return;
        }
        try {
            new DateTimeFormatterBuilder().appendPattern(format);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: '%s' is no pattern: %s".formatted(field, format, e.getMessage()), e);
        }
    }
}
