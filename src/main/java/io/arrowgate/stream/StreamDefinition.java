package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.CounterColumns;
import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.stream.column.DefinitionChecks;
import io.arrowgate.stream.column.ElementPath;
import io.arrowgate.stream.column.EventTimeDefinition;
import io.arrowgate.stream.column.KeyPattern;
import io.arrowgate.stream.column.NullPolicy;
import io.arrowgate.stream.column.RecordFormat;
import io.arrowgate.stream.column.TombstonePolicy;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
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
        StreamDefinitionChecks.checkParts(this);
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
