package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.DefinitionChecks;
import io.arrowgate.stream.column.ElementPath;
import io.arrowgate.stream.column.KafkaFields;
import io.arrowgate.stream.column.KeyPattern;
import io.arrowgate.stream.column.NonFiniteNumbers;
import io.arrowgate.stream.column.RecordFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that the parts of a stream definition fit together: that columns exist and have the types and nullability that their uses
 * require, and that names are distinct. Each part has checked itself before. Failures are {@link IllegalArgumentException}s that name the
 * key.
 */
final class StreamDefinitionChecks {
    private static final Set<ColumnType> GROUPS = EnumSet.of(ColumnType.STRING, ColumnType.DATE);

    private final StreamDefinition stream;

    private StreamDefinitionChecks(StreamDefinition stream) {
        this.stream = stream;
    }

    /** @param stream whose alert rules are not yet set, and not checked */
    static void checkParts(StreamDefinition stream) {
        StreamDefinitionChecks checks = new StreamDefinitionChecks(stream);
        checks.checkColumns();
        checks.checkKeyParts();
        checks.checkElementFields();
        checks.checkDerived();
    }

    private void checkColumns() {
        List<String> fields = new ArrayList<>();
        for (ColumnDefinition column : stream.columns()) {
            fields.add(column.name());
            fields.addAll(column.aliases());
        }
        DefinitionChecks.distinct(
                "columns.name",
                stream.columns().stream().map(ColumnDefinition::name).toList());
        DefinitionChecks.distinctSpellings("columns.aliases", fields);
        stream.columns().forEach(column -> column.checkZone(stream.timeZone()));
        checkRequired("event-time.column", stream.eventTime().column());
        check(
                stream.column(stream.eventTime().column()).type() == ColumnType.TIMESTAMP,
                "event-time.column",
                stream.eventTime().column(),
                "is not a timestamp");
        stream.seriesKey().forEach(key -> checkRequired("series-key", key));
        DefinitionChecks.distinct("labels", stream.nameColumns());
        stream.labels()
                .forEach(label ->
                        check(stream.column(label).type() == ColumnType.STRING, "labels", label, "is not a string"));
        stream.clickhouse().orderBy().forEach(key -> checkRequired("clickhouse.order-by", key));
        for (List<String> layout : stream.csvLayouts()) {
            DefinitionChecks.distinctSpellings("csv-layouts", layout);
        }
        check(
                stream.csvLayouts().stream().map(List::size).distinct().count()
                        == stream.csvLayouts().size(),
                "csv-layouts",
                stream.csvLayouts(),
                "have two of the same length");
        if (stream.counters() != null) {
            for (String counter : stream.counters().columns()) {
                check(
                        stream.column(counter).type().isNumeric(),
                        "counters.columns",
                        counter,
                        "is not a column of numbers");
                check(
                        stream.column(counter).nullPolicy().nonFinite() != NonFiniteNumbers.KEEP,
                        "counters.columns",
                        counter,
                        "keeps NaN and infinite numbers, which cannot be counted");
                checkRequired("counters.columns", counter);
            }
            stream.counters().prefer().keySet().forEach(stream::column);
        }
    }

    private void checkKeyParts() {
        if (stream.keyPattern() == null) {
            return;
        }
        List<String> parts = KeyPattern.parse(stream.keyPattern()).names().stream()
                .map(name -> KafkaFields.KEY + "." + name)
                .toList();
        for (ColumnDefinition column : stream.columns()) {
            Stream.concat(column.source().stream(), column.aliases().stream())
                    .filter(KafkaFields::isKeyPart)
                    .forEach(field -> check(
                            parts.stream().anyMatch(field.strip()::equalsIgnoreCase),
                            "columns." + column.name() + ".source",
                            field,
                            "is not a part of key-pattern, which has " + parts));
        }
    }

    private void checkElementFields() {
        if (stream.format() != RecordFormat.JSON) {
            return;
        }
        ElementPath path = stream.each() == null ? null : elementPath();
        for (ColumnDefinition column : stream.columns()) {
            String field = "columns." + column.name() + ".source";
            check(
                    (path != null && path.entries()) || !ElementPath.isUsed(ElementPath.KEY, column),
                    field,
                    ElementPath.KEY,
                    "goes with each of an object's entries, such as each: sensors.*");
            check(
                    path != null || !ElementPath.isUsed(ElementPath.VALUE, column),
                    field,
                    ElementPath.VALUE,
                    "goes with each");
        }
    }

    private ElementPath elementPath() {
        try {
            return ElementPath.parse(stream.each());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "each: '%s' is not a path: %s".formatted(stream.each(), e.getMessage()), e);
        }
    }

    private void checkDerived() {
        List<String> tables = new ArrayList<>(List.of(stream.clickhouse().table()));
        if (stream.counters() != null) {
            tables.add(stream.counters().table());
        }
        for (RollupDefinition rollUp : stream.rollUps()) {
            tables.add(rollUp.table());
            for (String by : rollUp.by()) {
                check(
                        stream.seriesKey().contains(by)
                                || GROUPS.contains(stream.column(by).type()),
                        "roll-ups.by",
                        by,
                        "is neither a string nor a date");
            }
        }
        DefinitionChecks.distinct("roll-ups.table", tables);
    }

    private void checkRequired(String field, String column) {
        check(stream.column(column).required(), field, column, "must be a required column");
    }
}
