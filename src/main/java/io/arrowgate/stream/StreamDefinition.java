package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.CounterColumns;
import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.stream.column.DefinitionChecks;
import io.arrowgate.stream.column.ElementPath;
import io.arrowgate.stream.column.EventTimeDefinition;
import io.arrowgate.stream.column.KafkaFields;
import io.arrowgate.stream.column.KeyPattern;
import io.arrowgate.stream.column.NonFiniteNumbers;
import io.arrowgate.stream.column.NullPolicy;
import io.arrowgate.stream.column.RecordFormat;
import io.arrowgate.stream.column.TombstonePolicy;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Describes a stream: everything that differs from one stream to the next. The decoder, the Arrow schema and the
 * ClickHouse table derive from it.
 *
 * @param name of the stream, unique in a job
 * @param topic of the raw records
 * @param format of their values
 * @param keyPattern splits the keys of raw records, see {@link KeyPattern}; null if they are not split
 * @param each {@link ElementPath} in JSON records to the elements that are rows; null for none
 * @param tombstones what becomes of records without a value
 * @param timeZone of times without a zone; in the repeated hour of autumn, the earlier instant is used
 * @param eventTime the event-time column and its plausible range
 * @param seriesKey key columns, such as the device: all events with the same values are one series
 * @param labels string columns that describe a series further; alert rules may use them
 * @param columns in table order
 * @param nullPolicy which raw values are null, in columns that do not define it themselves
 * @param csvLayouts the raw fields of a CSV line, one list for each number of fields
 * @param csvDialect how CSV lines are written
 * @param counters the counter columns; null if there are none
 * @param arrow the topic of the micro-batches
 * @param clickhouse the bronze table
 * @param rollUps derived tables of fixed windows
 * @param alerts the rules in force at the start
 */
public record StreamDefinition(
        String name,
        String topic,
        RecordFormat format,
        String keyPattern,
        String each,
        TombstonePolicy tombstones,
        ZoneId timeZone,
        EventTimeDefinition eventTime,
        List<String> seriesKey,
        List<String> labels,
        List<ColumnDefinition> columns,
        NullPolicy nullPolicy,
        List<List<String>> csvLayouts,
        CsvDialect csvDialect,
        CounterColumns counters,
        ArrowTopic arrow,
        TableOptions clickhouse,
        List<RollupDefinition> rollUps,
        List<AlertRule> alerts)
        implements Serializable {
    private static final Set<ColumnType> GROUPS = EnumSet.of(ColumnType.STRING, ColumnType.DATE);

    @JsonCreator
    public StreamDefinition(
            @JsonProperty("name") String name,
            @JsonProperty("topic") String topic,
            @JsonProperty("format") RecordFormat format,
            @JsonProperty("key-pattern") String keyPattern,
            @JsonProperty("each") String each,
            @JsonProperty("tombstones") TombstonePolicy tombstones,
            @JsonProperty("time-zone") ZoneId timeZone,
            @JsonProperty("event-time") EventTimeDefinition eventTime,
            @JsonProperty("series-key") List<String> seriesKey,
            @JsonProperty("labels") List<String> labels,
            @JsonProperty("columns") List<ColumnDefinition> columns,
            @JsonProperty("null-values") JsonNode nullValues,
            @JsonProperty("non-finite") JsonNode nonFinite,
            @JsonProperty("on-bad-value") JsonNode onBadValue,
            @JsonProperty("csv-layouts") List<List<String>> csvLayouts,
            @JsonProperty("csv-dialect") CsvDialect csvDialect,
            @JsonProperty("counters") CounterColumns counters,
            @JsonProperty("arrow") ArrowTopic arrow,
            @JsonProperty("clickhouse") TableOptions clickhouse,
            @JsonProperty("roll-ups") List<RollupDefinition> rollUps,
            @JsonProperty("alerts") List<AlertRule> alerts) {
        this(
                name,
                topic,
                format,
                keyPattern,
                each,
                tombstones,
                timeZone,
                eventTime,
                seriesKey,
                labels,
                columns,
                NullPolicy.of("", nullValues, nonFinite, onBadValue),
                csvLayouts,
                csvDialect,
                counters,
                arrow,
                clickhouse,
                rollUps,
                alerts);
    }

    public StreamDefinition(
            String name,
            String topic,
            RecordFormat format,
            String keyPattern,
            String each,
            TombstonePolicy tombstones,
            ZoneId timeZone,
            EventTimeDefinition eventTime,
            List<String> seriesKey,
            List<String> labels,
            List<ColumnDefinition> columns,
            NullPolicy nullPolicy,
            List<List<String>> csvLayouts,
            CsvDialect csvDialect,
            CounterColumns counters,
            ArrowTopic arrow,
            TableOptions clickhouse,
            List<RollupDefinition> rollUps,
            List<AlertRule> alerts) {
        this.name = DefinitionChecks.columnName("name", name);
        this.topic = orElse(topic, name);
        check(format != null, "format", format, "is missing: json, csv or influx");
        this.format = format;
        this.keyPattern = keyPattern;
        check(each == null || format == RecordFormat.JSON, "each", each, "goes with json");
        this.each = each;
        this.tombstones = orElse(tombstones, TombstonePolicy.DEAD_LETTER);
        this.timeZone = orElse(timeZone, ZoneId.of("UTC"));
        check(eventTime != null, "event-time", eventTime, "is missing");
        this.eventTime = eventTime;
        this.nullPolicy = nullPolicy;
        this.columns = orElse(columns, List.<ColumnDefinition>of()).stream()
                .map(column -> column.in(format, nullPolicy))
                .toList();
        check(!this.columns.isEmpty(), "columns", columns, "are missing");
        this.seriesKey = List.copyOf(orElse(seriesKey, List.of()));
        check(!this.seriesKey.isEmpty(), "series-key", seriesKey, "names no column");
        this.labels = List.copyOf(orElse(labels, List.of()));
        this.csvLayouts = orElse(csvLayouts, List.<List<String>>of()).stream()
                .map(List::copyOf)
                .toList();
        check((format == RecordFormat.CSV) == !this.csvLayouts.isEmpty(), "csv-layouts", csvLayouts, "go with csv");
        this.csvDialect = orElse(csvDialect, CsvDialect.DEFAULT);
        check(
                format == RecordFormat.CSV || this.csvDialect.equals(CsvDialect.DEFAULT),
                "csv-dialect",
                csvDialect,
                "goes with csv");
        this.counters = counters == null ? null : counters.withDefaults(name);
        this.arrow = orElse(arrow, new ArrowTopic(null, null, null)).withDefaults(name);
        this.clickhouse = orElse(clickhouse, new TableOptions(null, null, null, null, null, null))
                .withDefaults(name, this.seriesKey, eventTime.column());
        this.rollUps = orElse(rollUps, List.<RollupDefinition>of()).stream()
                .map(rollUp -> rollUp.withDefaults(this.seriesKey))
                .toList();
        checkColumns();
        checkKeyParts();
        checkElementFields();
        checkDerived();
        this.alerts = List.copyOf(orElse(alerts, List.of()));
        DefinitionChecks.distinct(
                "alerts.name", this.alerts.stream().map(AlertRule::name).toList());
        this.alerts.forEach(rule -> rule.checkFits(this));
    }

    /** Returns this stream with a different table name. */
    public StreamDefinition withTable(String table) {
        return new StreamDefinition(
                name,
                topic,
                format,
                keyPattern,
                each,
                tombstones,
                timeZone,
                eventTime,
                seriesKey,
                labels,
                columns,
                nullPolicy,
                csvLayouts,
                csvDialect,
                counters,
                arrow,
                clickhouse.withTable(table),
                rollUps,
                alerts);
    }

    /**
     * Returns a definition that decodes the same records into other columns, and has no labels, counters, rollups and alerts.
     *
     * @param columns with those of the series key and the event time
     */
    public StreamDefinition decodingInto(List<String> seriesKey, List<ColumnDefinition> columns) {
        return new StreamDefinition(
                name,
                topic,
                format,
                keyPattern,
                each,
                tombstones,
                timeZone,
                eventTime,
                seriesKey,
                null,
                columns,
                nullPolicy,
                csvLayouts,
                csvDialect,
                null,
                null,
                null,
                null,
                null);
    }

    private void checkColumns() {
        List<String> fields = new ArrayList<>();
        for (ColumnDefinition column : columns) {
            fields.add(column.name());
            fields.addAll(column.aliases());
        }
        DefinitionChecks.distinct(
                "columns.name", columns.stream().map(ColumnDefinition::name).toList());
        DefinitionChecks.distinctSpellings("columns.aliases", fields);
        columns.forEach(column -> column.checkZone(timeZone));
        checkRequired("event-time.column", eventTime.column());
        check(
                column(eventTime.column()).type() == ColumnType.TIMESTAMP,
                "event-time.column",
                eventTime.column(),
                "is not a timestamp");
        seriesKey.forEach(key -> checkRequired("series-key", key));
        DefinitionChecks.distinct("labels", nameColumns());
        labels.forEach(label -> check(column(label).type() == ColumnType.STRING, "labels", label, "is not a string"));
        clickhouse.orderBy().forEach(key -> checkRequired("clickhouse.order-by", key));
        for (List<String> layout : csvLayouts) {
            DefinitionChecks.distinctSpellings("csv-layouts", layout);
        }
        check(
                csvLayouts.stream().map(List::size).distinct().count() == csvLayouts.size(),
                "csv-layouts",
                csvLayouts,
                "have two of the same length");
        if (counters != null) {
            for (String counter : counters.columns()) {
                check(column(counter).type().isNumeric(), "counters.columns", counter, "is not a column of numbers");
                check(
                        column(counter).nullPolicy().nonFinite() != NonFiniteNumbers.KEEP,
                        "counters.columns",
                        counter,
                        "keeps NaN and infinite numbers, which cannot be counted");
                checkRequired("counters.columns", counter);
            }
            counters.prefer().keySet().forEach(this::column);
        }
    }

    private void checkKeyParts() {
        if (keyPattern == null) {
            return;
        }
        List<String> parts = KeyPattern.parse(keyPattern).names().stream()
                .map(name -> KafkaFields.KEY + "." + name)
                .toList();
        for (ColumnDefinition column : columns) {
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
        if (format != RecordFormat.JSON) {
            return;
        }
        ElementPath path = each == null ? null : elementPath();
        for (ColumnDefinition column : columns) {
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
            return ElementPath.parse(each);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("each: '%s' is not a path: %s".formatted(each, e.getMessage()), e);
        }
    }

    private void checkDerived() {
        List<String> tables = new ArrayList<>(List.of(clickhouse.table()));
        if (counters != null) {
            tables.add(counters.table());
        }
        for (RollupDefinition rollUp : rollUps) {
            tables.add(rollUp.table());
            for (String by : rollUp.by()) {
                check(
                        seriesKey.contains(by) || GROUPS.contains(column(by).type()),
                        "roll-ups.by",
                        by,
                        "is neither a string nor a date");
            }
        }
        DefinitionChecks.distinct("roll-ups.table", tables);
    }

    /** Returns the columns that alert rules can target: the numeric columns that are not keys, in table order. */
    public List<String> readingFields() {
        return columns.stream()
                .filter(column -> column.type().isNumeric() && !seriesKey.contains(column.name()))
                .map(ColumnDefinition::name)
                .toList();
    }

    /** Returns whether the column is dictionary-encoded in Arrow messages; its ClickHouse type is {@code LowCardinality} in any case. */
    public boolean isDictionaryEncoded(ColumnDefinition column) {
        return column.dictionary() && arrow.dictionaries();
    }

    /** Returns the columns that form the name of a series: keys, then labels. */
    public List<String> nameColumns() {
        return Stream.concat(seriesKey.stream(), labels.stream()).toList();
    }

    private void checkRequired(String field, String column) {
        check(column(column).required(), field, column, "must be a required column");
    }

    /** Returns the column of this name; an unknown name is an {@link IllegalArgumentException}. */
    public ColumnDefinition column(String column) {
        return columns.get(columnIndex(column));
    }

    /**
     * Returns the position of the column of this name, from 0; an unknown name is an {@link IllegalArgumentException}.
     */
    public int columnIndex(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("column '%s' is not one of stream %s".formatted(column, name));
    }
}
