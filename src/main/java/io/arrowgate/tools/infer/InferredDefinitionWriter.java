package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.stream.column.KafkaFields;
import io.arrowgate.stream.column.RecordFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes an inferred stream definition as YAML, with the reasons in comments. */
public final class InferredDefinitionWriter {
    private static final int MAX_RULE_NAME = 63;
    /** Arrow's schema of this many columns fits into a Kafka message for all names and types. */
    private static final int MAX_COLUMNS = 1_000;
    /** Rollups have several columns for each number. */
    private static final int MAX_ROLLUP_NUMBERS = 200;

    private final String stream;
    private final RecordSample recordSample;
    private final KeyFieldInference keyFieldInference;
    private final ColumnInference columnInference;
    private final List<FieldProfile> fields;
    /** In the order of {@link #fields}. */
    private final List<String> names;
    /** The fields that are columns: all, or those of the most records. */
    private final Set<FieldProfile> columns;
    /** Whether there are more fields than columns. */
    private final boolean isCut;
    /** The name of an event time that is not a single field; null if it is. */
    private String timeName;
    /** Columns of the Kafka record's key or topic. */
    private final KafkaColumnInference kafkaColumns;

    private final StringBuilder yaml = new StringBuilder();

    private InferredDefinitionWriter(String stream, RecordSample recordSample) {
        this.stream = stream;
        this.recordSample = recordSample;
        keyFieldInference = KeyFieldInference.of(recordSample);
        columnInference = new ColumnInference(recordSample, keyFieldInference);
        fields = new ArrayList<>(recordSample.fields().values().stream()
                .filter(field -> !field.name().equals(RecordFormat.MEASUREMENT)
                        || field.distinct() > 1
                        || keyFieldInference.seriesKey().contains(RecordFormat.MEASUREMENT))
                .toList());
        if (recordSample.format() == RecordFormat.INFLUX
                && !recordSample.fields().containsKey(RecordFormat.TIME)) {
            fields.add(new FieldProfile(RecordFormat.TIME));
        }
        columns = fields.stream()
                .sorted(Comparator.comparing(this::isKeyField)
                        .thenComparing(FieldProfile::count)
                        .reversed())
                .limit(MAX_COLUMNS)
                .collect(Collectors.toSet());
        isCut = fields.size() > columns.size();
        if (recordSample.format() != RecordFormat.CSV) {
            // A layout of CSV names all fields.
            fields.retainAll(columns);
        }
        List<String> raw = fields.stream().map(FieldProfile::name).toList();
        names = new ArrayList<>(DefinitionNames.ofColumns(
                recordSample.format() == RecordFormat.JSON ? DefinitionNames.shortened(raw) : raw));
        if (keyFieldInference.eventTime() == null) {
            timeName = distinct("event_time");
        }
        kafkaColumns = KafkaColumnInference.of(recordSample, keyFieldInference, this::distinct);
        nameTimeParts();
    }

    private boolean isKeyField(FieldProfile field) {
        return isTimePart(field)
                || field.name().equals(keyFieldInference.eventTime())
                || keyFieldInference.seriesKey().contains(field.name());
    }

    private String distinct(String name) {
        return DefinitionNames.distinct(
                name,
                Stream.concat(names.stream(), fields.stream().map(field -> field.name()
                                .strip()))
                        .map(taken -> taken.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    /** Names the fields that form the event time as in the data, because they are not columns. */
    private void nameTimeParts() {
        for (int i = 0; i < names.size(); i++) {
            if (isTimePart(fields.get(i))) {
                names.set(i, fields.get(i).name().strip());
            }
        }
    }

    private boolean isTimePart(FieldProfile field) {
        return keyFieldInference.timeParts().contains(field.name());
    }

    /**
     * Writes the definition of a stream as YAML.
     *
     * @param old whether the sample has times before the year 2000, which a definition must allow explicitly
     */
    public static String write(String stream, Path file, RecordSample recordSample, boolean old) {
        return new InferredDefinitionWriter(stream, recordSample).write(file, old);
    }

    /** Returns the comment that proposes counters; empty without registers. */
    public static String proposeCounters(List<String> registers) {
        return registers.isEmpty() ? "" : """
                # These columns rise and never fall within a series. If they are registers, make them required to count their increments:
                # counters: {kind: cumulative, columns: %s}
                """.formatted(YamlQuoting.list(registers));
    }

    private String write(Path file, boolean old) {
        line("# Inferred by streams infer from %,d %s of %s; review it before use."
                .formatted(
                        recordSample.rows(),
                        recordSample.each() == null ? "records" : "elements",
                        YamlQuoting.printable(file.getFileName().toString())));
        line("name: " + YamlQuoting.scalar(stream));
        line("format: " + recordSample.format().name().toLowerCase(Locale.ROOT));
        if (recordSample.each() != null) {
            line("# Each element of this array is a row, with the fields around the array.");
            line("each: " + YamlQuoting.scalar(recordSample.each()));
        }
        if (kafkaColumns.pattern() != null) {
            line("# " + kafkaColumns.why());
            line("key-pattern: " + YamlQuoting.scalar(kafkaColumns.pattern()));
        }
        line("time-zone: UTC  # of times without an offset");
        line("# " + keyFieldInference.whyTime());
        line("event-time: {column: %s%s}"
                .formatted(
                        YamlQuoting.scalar(timeName == null ? name(keyFieldInference.eventTime()) : timeName),
                        old ? ", earliest: \"1900-01-01T00:00:00Z\"" : ""));
        line("# " + keyFieldInference.whyKey());
        line("series-key: "
                + YamlQuoting.list(
                        keyFieldInference.seriesKey().isEmpty()
                                ? kafkaColumns.seriesKey()
                                : keyFieldInference.seriesKey().stream()
                                        .map(this::name)
                                        .toList()));
        if (recordSample.format() == RecordFormat.CSV) {
            writeDialect(recordSample.dialect());
            line(
                    recordSample.hasNames()
                            ? "csv-layouts:"
                            : "csv-layouts:  # the file has no header: rename the columns");
            line("  - " + YamlQuoting.list(names));
        }
        if (isCut) {
            line("# Columns are the %,d fields that most records have: more do not fit. The others are ignored."
                    .formatted(columns.size()));
        }
        line("columns:");
        kafkaColumns
                .columns()
                .forEach((name, source) -> line("  - {name: %s, type: string, dictionary: true%s, source: [%s]}"
                        .formatted(name, kafkaColumns.seriesKey().contains(name) ? ", required: true" : "", source)));
        if (timeName != null && keyFieldInference.timeParts().isEmpty()) {
            line("  - {name: %s, type: timestamp, required: true, source: [%s]}".formatted(timeName, KafkaFields.TIME));
        }
        for (int i = 0; i < fields.size(); i++) {
            FieldProfile field = fields.get(i);
            if (columns.contains(field) && !isTimePart(field)) {
                line("  - {%s}%s"
                        .formatted(columnInference.definition(field, names.get(i)), columnInference.comment(field)));
            } else if (keyFieldInference.timeParts().indexOf(field.name()) == 0) {
                writeJoinedTime();
            }
        }
        writeReadings();
        return yaml.toString();
    }

    private void writeDialect(CsvDialect dialect) {
        List<String> keys = new ArrayList<>();
        if (!dialect.delimiter().equals(CsvDialect.DEFAULT.delimiter())) {
            keys.add("delimiter: " + YamlQuoting.scalar(dialect.delimiter()));
        }
        if (!dialect.decimal().equals(CsvDialect.DEFAULT.decimal())) {
            keys.add("decimal: " + YamlQuoting.scalar(dialect.decimal()));
        }
        if (!dialect.thousands().isEmpty()) {
            keys.add("thousands: " + YamlQuoting.scalar(dialect.thousands()));
        }
        if (dialect.quote().isEmpty()) {
            keys.add("quote: \"\"");
        }
        if (!dialect.comment().isEmpty()) {
            keys.add("comment: " + YamlQuoting.scalar(dialect.comment()));
        }
        if (dialect.skipLines() > 0) {
            keys.add("skip-lines: " + dialect.skipLines());
        }
        if (dialect.skipAfterHeader() > 0) {
            keys.add("skip-after-header: " + dialect.skipAfterHeader());
        }
        if (!keys.isEmpty()) {
            line("csv-dialect: {%s}".formatted(String.join(", ", keys)));
        }
    }

    /** Writes the column of an event time that several fields form. */
    private void writeJoinedTime() {
        List<String> formats = keyFieldInference.partFormats();
        line("  - {name: %s, type: timestamp, required: true, source: %s, formats: %s}%s"
                .formatted(
                        timeName,
                        YamlQuoting.list(keyFieldInference.timeParts().stream()
                                .map(String::strip)
                                .toList()),
                        YamlQuoting.list(formats.subList(0, 1)),
                        formats.size() > 1 ? "  # " + ColumnInference.otherFormats(formats) : ""));
    }

    /** Writes rollups, and an example rule if there is a numeric column. */
    private void writeReadings() {
        List<FieldProfile> numbers = fields.stream()
                .filter(columns::contains)
                .filter(field -> columnInference.type(field).isNumeric()
                        && !keyFieldInference.seriesKey().contains(field.name()))
                .toList();
        RuleFieldInference.of(numbers).ifPresent(rule -> {
            if (numbers.size() <= MAX_ROLLUP_NUMBERS) {
                line("roll-ups:");
                line("  - {table: %s_1m, width: 1 min}".formatted(stream));
            }
            String column = name(rule.field().name());
            line("# An example of a rule. %s: %s; the value is the maximum of the sample."
                    .formatted(column, rule.why()));
            line("# alerts:");
            line("#   - {name: %s, kind: threshold, field: %s, comparison: \">\", value: %s}"
                    .formatted(
                            ruleName(column),
                            YamlQuoting.scalar(column),
                            MissingValueMarkers.written(rule.field().greatest())));
        });
    }

    /** Returns the name of a rule for a column, which is shortened at its beginning. */
    private String ruleName(String column) {
        String name = (stream + "-" + column + "-high").toLowerCase(Locale.ROOT).replace('_', '-');
        return name.substring(Math.max(0, name.length() - MAX_RULE_NAME)).replaceFirst("^-+", "");
    }

    private String name(String field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return names.get(i);
            }
        }
        throw new IllegalStateException("no field " + field);
    }

    private void line(String line) {
        yaml.append(line).append('\n');
    }
}
