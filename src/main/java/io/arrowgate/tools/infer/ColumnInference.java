package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.FieldPath;
import io.arrowgate.stream.column.RecordFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Infers the definition of a column from the profile of its field, with the reasons as a comment. */
final class ColumnInference {
    private final RecordSample recordSample;
    private final KeyFieldInference keyFieldInference;

    ColumnInference(RecordSample recordSample, KeyFieldInference keyFieldInference) {
        this.recordSample = recordSample;
        this.keyFieldInference = keyFieldInference;
    }

    /** Returns the keys and values of the column, without braces. */
    String definition(FieldProfile field, String name) {
        boolean key = keyFieldInference.seriesKey().contains(field.name());
        List<String> parts = new ArrayList<>();
        parts.add("name: " + YamlQuoting.scalar(name));
        ColumnType type = type(field);
        parts.add("type: " + type.name().toLowerCase(Locale.ROOT));
        if (type.isNumeric() && recordSample.unit(field.name()) != null) {
            parts.add("unit: " + YamlQuoting.scalar(recordSample.unit(field.name())));
        }
        if (type == ColumnType.STRING && (key || repeats(field))) {
            parts.add("dictionary: true");
        }
        if (key || field.name().equals(keyFieldInference.eventTime())) {
            parts.add("required: true");
        }
        if (isSource(field.name())) {
            parts.add("source: " + YamlQuoting.list(List.of(path(field.name()))));
        } else if (!field.name().strip().equals(name)) {
            parts.add("aliases: " + YamlQuoting.list(List.of(path(field.name()))));
        }
        List<String> nullTexts = key || type != ColumnType.STRING ? List.of() : recordSample.nullTexts(field);
        if (!nullTexts.isEmpty()) {
            parts.add("null-values: " + YamlQuoting.list(nullTexts));
        }
        if (type.isTemporal()) {
            parts.add("formats: " + YamlQuoting.list(List.of(format(field))));
        }
        if (!key && !type.isText() && definesNullValues(field)) {
            parts.add("null-values: " + nullValues(field));
        }
        return String.join(", ", parts);
    }

    /** Returns whether the field has null values besides the default ones. */
    private static boolean definesNullValues(FieldProfile field) {
        return !field.markers().isEmpty()
                || field.nullValues().stream().anyMatch(value -> !FieldProfile.isNullByDefault(value));
    }

    /** Returns all null values that the sample has, because a list replaces the default. */
    private String nullValues(FieldProfile field) {
        return Stream.concat(
                        field.nullValues().stream().map(YamlQuoting::scalar),
                        field.markers().stream().map(this::marker))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Returns a number as in the records, which may have decimal commas. */
    private String marker(double number) {
        String written = MissingValueMarkers.written(number);
        return recordSample.dialect().decimal().equals(",") ? YamlQuoting.scalar(written.replace('.', ',')) : written;
    }

    /** Returns the column type: a date that is the event time becomes a timestamp. */
    ColumnType type(FieldProfile field) {
        return field.name().equals(keyFieldInference.eventTime())
                ? ColumnType.TIMESTAMP
                : number(field).type();
    }

    private NumberTypeInference number(FieldProfile field) {
        return NumberTypeInference.of(field, keyFieldInference.seriesKey().contains(field.name()));
    }

    private String format(FieldProfile field) {
        if (field.count() == 0) {
            return "epoch-ns";
        }
        if (field.formats().isEmpty()) {
            return recordSample.format() == RecordFormat.INFLUX ? "epoch-ns" : ColumnDefinition.EPOCH;
        }
        String format = field.formats().get(0);
        boolean dateOnly = field.type() == ColumnType.DATE && type(field) == ColumnType.TIMESTAMP;
        return dateOnly && format.equals(ColumnDefinition.ISO_8601) ? "yyyy-MM-dd" : format;
    }

    /** Returns whether no other name leads to the field: a path, or a field of line protocol that has no name in the point. */
    private boolean isSource(String name) {
        return switch (recordSample.format()) {
            case JSON -> FieldPath.parse(name).isNested();
            case INFLUX -> name.startsWith("_");
            case CSV -> false;
        };
    }

    /** Returns the name as written in a definition: in quotes if it would be a path or a part of the Kafka record. */
    private String path(String name) {
        boolean ofPoint = recordSample.format() == RecordFormat.INFLUX
                && (name.equals(RecordFormat.TIME) || name.equals(RecordFormat.MEASUREMENT));
        if (recordSample.format() != RecordFormat.JSON) {
            return ofPoint ? name : DefinitionNames.literal(name);
        }
        // A top-level field whose name is the text of the path would take precedence.
        return recordSample.fields().containsKey('"' + name + '"') ? DefinitionNames.quotedPath(name) : name;
    }

    private boolean repeats(FieldProfile field) {
        return field.count() > 0 && field.distinct() * 2 <= field.count();
    }

    /** Returns what the sample says about the field as the comment at the end of a line; empty if nothing. */
    String comment(FieldProfile field) {
        List<String> remarks = new ArrayList<>();
        if (field.count() == 0) {
            remarks.add("without values in the sample");
        } else if (type(field).isNumeric()) {
            remarks.add(
                    isConstant(field)
                            ? "constant " + MissingValueMarkers.written(field.least())
                            : "%s to %s"
                                    .formatted(
                                            MissingValueMarkers.written(field.least()),
                                            MissingValueMarkers.written(field.greatest())));
            if (!number(field).why().isEmpty()) {
                remarks.add(number(field).why());
            }
        } else if (type(field) == ColumnType.STRING) {
            remarks.add(isConstant(field) ? "constant" : "%,d distinct".formatted(field.distinct()));
        } else if (type(field) == ColumnType.JSON) {
            remarks.add(recordSample.jsonFields().whyJson(field.name()));
            if (recordSample.each() == null && recordSample.jsonFields().isMap(field.name())) {
                remarks.add("or rows with each: %s.*".formatted(field.name()));
            }
        }
        int elements = recordSample.jsonFields().elementsAround(field.name());
        if (elements > 1) {
            remarks.add("the first of up to %,d elements".formatted(elements));
        }
        if (field.isSpreadsheetDate()) {
            remarks.add("days since 1900 of a spreadsheet? Export the column as text");
        }
        if (type(field).isTemporal() && field.formats().size() > 1) {
            remarks.add(otherFormats(field.formats()));
        }
        if (field.count() > 0 && field.count() < recordSample.rows()) {
            remarks.add("missing in %,d records".formatted(recordSample.rows() - field.count()));
        }
        if (!field.nullValues().isEmpty()) {
            remarks.add("null if " + YamlQuoting.printable(String.join(" or ", field.nullValues())));
        }
        if (!field.markers().isEmpty()) {
            remarks.add("apart from " + numbers(field.markers()) + ", which seems to mean a missing value");
        }
        if (!field.possibleMarkers().isEmpty() && !keyFieldInference.seriesKey().contains(field.name())) {
            remarks.add(
                    "add null-values: [%s] if that means a missing value".formatted(numbers(field.possibleMarkers())));
        }
        return remarks.isEmpty() ? "" : "  # " + String.join(", ", remarks);
    }

    private boolean isConstant(FieldProfile field) {
        return field.distinct() == 1 && field.count() == recordSample.rows() && field.count() > 1;
    }

    static String otherFormats(List<String> formats) {
        return "other possible formats: " + formats.subList(1, formats.size());
    }

    private static String numbers(List<Double> numbers) {
        return numbers.stream().map(MissingValueMarkers::written).collect(Collectors.joining(", "));
    }
}
