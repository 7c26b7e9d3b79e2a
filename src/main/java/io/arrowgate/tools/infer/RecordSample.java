package io.arrowgate.tools.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.decode.json.NonFiniteQuoting;
import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.stream.column.KafkaFields;
import io.arrowgate.stream.column.RecordFormat;
import io.arrowgate.tools.load.file.CsvFieldSplitter;
import io.arrowgate.tools.load.file.CsvFilePreamble;
import io.arrowgate.tools.load.file.ForeignFileFormat;
import io.arrowgate.tools.load.file.JsonValues;
import io.arrowgate.tools.load.file.KeyedLineSource;
import io.arrowgate.tools.load.file.KeyedValueStream;
import io.arrowgate.tools.load.file.RecordFile;
import io.arrowgate.tools.load.file.RecordLineReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Profiles the fields of the first records of a file. */
public final class RecordSample {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Number of JSON records that decide which of their arrays and objects are columns or rows. */
    private static final int STRUCTURE_RECORDS = 1_000;
    /** Number of lines that the dialect of CSV is inferred from. */
    private static final int DIALECT_LINES = 1_000;

    /** Limits memory; a definition has room for far fewer columns. */
    private static final int MAX_FIELDS = 10_000;

    /** Pattern of numbers, given the separator of thousands and the decimal separator. */
    private static final String NUMBER = "[-+]?(\\d{1,3}(%1$s\\d{3})+|\\d+)(%2$s\\d+)?";

    private final RecordFormat format;
    private final Map<String, FieldProfile> fields = new LinkedHashMap<>();
    private CsvDialect dialect = CsvDialect.DEFAULT;
    private boolean header = true;
    private List<String> csvColumns = List.of();
    /** By raw name. */
    private final Map<String, String> units = new HashMap<>();

    private String each;
    private JsonRecordFields jsonFields = new JsonRecordFields(List.of());
    /** The keys of a file with keyed lines; null for other files. */
    private FieldProfile key;

    private boolean isKeyComplete = true;

    private int rows;
    private int broken;

    private RecordSample(RecordFormat format) {
        this.format = format;
    }

    /**
     * Reads the first records of a file.
     *
     * @param limit number of records to read
     */
    public static RecordSample read(Path file, int limit) throws IOException {
        ForeignFileFormat.check(file);
        RecordSample recordSample = read(file, format(file), limit);
        if (recordSample.format != RecordFormat.JSON) {
            recordSample.fields.keySet().removeIf(name -> !DefinitionNames.isWritable(name));
        }
        if (recordSample.rows() == 0 || recordSample.fields.isEmpty()) {
            throw new IllegalArgumentException("%s: contains no readable records".formatted(file));
        }
        return recordSample;
    }

    /** Reads the first records of a file of a known format; there may be none. */
    static RecordSample read(Path file, RecordFormat format, int limit) throws IOException {
        RecordSample recordSample = new RecordSample(format);
        if (isKeyed(file)) {
            recordSample.key = new FieldProfile(KafkaFields.KEY);
        }
        if (format == RecordFormat.CSV) {
            recordSample.dialect = recordSample.dialect(file);
        } else if (format == RecordFormat.JSON) {
            recordSample.inferStructure(file);
        }
        try (BufferedInputStream text = recordSample.values(file, limit)) {
            switch (format) {
                case CSV -> recordSample.readCsv(text, limit);
                case JSON -> recordSample.readJson(JsonValues.of(text), limit);
                case INFLUX -> recordSample.readPoints(new RecordLineReader(text), limit);
            }
        }
        MissingValueMarkers.share(recordSample.fields.values().stream()
                .map(FieldProfile::markerCandidates)
                .toList());
        return recordSample;
    }

    private static RecordFormat format(Path file) throws IOException {
        try (RecordLineReader lines = new RecordLineReader(values(file))) {
            while (lines.next()) {
                String line = new String(lines.copy(), UTF_8).strip();
                if (line.matches("(?s)\\{.*|\\[\\s*(\\{.*)?")) {
                    return RecordFormat.JSON;
                }
                if (!line.isEmpty() && !line.startsWith("#")) {
                    return LineProtocolPoint.looksLikePoint(line) ? RecordFormat.INFLUX : RecordFormat.CSV;
                }
            }
        }
        return RecordFormat.CSV;
    }

    private static boolean isKeyed(Path file) throws IOException {
        try (BufferedInputStream text = RecordFile.text(Files.newInputStream(file))) {
            return KeyedLineSource.isKeyed(text);
        }
    }

    /** Opens the file without the keys of its lines. */
    private static BufferedInputStream values(Path file) throws IOException {
        BufferedInputStream text = RecordFile.text(Files.newInputStream(file));
        return KeyedLineSource.isKeyed(text) ? new BufferedInputStream(new KeyedValueStream(text, key -> {})) : text;
    }

    /**
     * Opens the file without the keys of its lines.
     *
     * @param keys number of keys that are added to their profile
     */
    private BufferedInputStream values(Path file, int keys) throws IOException {
        BufferedInputStream text = RecordFile.text(Files.newInputStream(file));
        int[] left = {keys};
        return key == null
                ? text
                : new BufferedInputStream(new KeyedValueStream(text, bytes -> {
                    if (left[0]-- > 0) {
                        isKeyComplete &= bytes != null;
                        key.add(bytes == null ? "" : new String(bytes, UTF_8), false);
                    }
                }));
    }

    private CsvDialect dialect(Path file) throws IOException {
        try (BufferedInputStream text = values(file, 0)) {
            String named = CsvFilePreamble.namedDelimiter(text);
            RecordLineReader lines = new RecordLineReader(text);
            List<String> first = new ArrayList<>();
            while (first.size() < DIALECT_LINES && lines.next()) {
                while (first.size() < lines.lineNumber() - 1) {
                    first.add("");
                }
                first.add(new String(lines.copy(), UTF_8));
            }
            return first.isEmpty()
                    ? new CsvDialect(named, null, null, null, null, null, null)
                    : CsvDialectInference.of(first, named);
        }
    }

    private void readCsv(BufferedInputStream text, int limit) throws IOException {
        RecordLineReader lines = new RecordLineReader(CsvFilePreamble.skip(text, dialect), dialect);
        CsvFieldSplitter split = new CsvFieldSplitter(dialect);
        List<FieldProfile> columns = new ArrayList<>();
        while (rows < limit && lines.next()) {
            List<String> cells =
                    split.split(lines.buffer(), lines.start(), lines.end()).texts();
            if (columns.isEmpty()) {
                header = isHeader(cells);
                csvColumns = header
                        ? cells
                        : IntStream.rangeClosed(1, cells.size())
                                .mapToObj(i -> "column_" + i)
                                .toList();
                csvColumns.forEach(
                        name -> columns.add(name.isBlank() || fields.containsKey(name.strip()) ? null : profile(name)));
                if (header) {
                    skipUnits(lines, split);
                    continue;
                }
            }
            rows++;
            for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
                if (columns.get(i) != null) {
                    columns.get(i).add(plainNumber(cells.get(i)), true);
                }
            }
        }
    }

    /** Reads the units of the columns, if lines follow the header that are not records. */
    private void skipUnits(RecordLineReader lines, CsvFieldSplitter split) throws IOException {
        if (dialect.skipAfterHeader() == 0 || !lines.next()) {
            return;
        }
        List<String> texts =
                split.split(lines.buffer(), lines.start(), lines.end()).texts();
        for (int i = 0; i < Math.min(texts.size(), csvColumns.size()); i++) {
            if (!texts.get(i).isBlank()) {
                units.putIfAbsent(csvColumns.get(i).strip(), texts.get(i).strip());
            }
        }
        lines.skip(dialect.skipAfterHeader() - 1);
    }

    /** Returns a number as in JSON; other texts unchanged. */
    private String plainNumber(String cell) {
        if (dialect.hasPlainNumbers()
                || !cell.matches(
                        NUMBER.formatted(Pattern.quote(dialect.thousands()), Pattern.quote(dialect.decimal())))) {
            return cell;
        }
        return cell.replace(dialect.thousands(), "").replace(dialect.decimal(), ".");
    }

    /** Returns whether the cells are neither numbers nor times. */
    private static boolean isHeader(List<String> cells) {
        return cells.stream().allMatch(cell -> {
            FieldProfile profile = new FieldProfile(cell);
            profile.add(cell, true);
            return cell.isEmpty() || profile.isText();
        });
    }

    /** Finds the array inside the records whose elements are the readings, and the arrays and objects that are columns. */
    private void inferStructure(Path file) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (JsonValues values = JsonValues.of(values(file, 0))) {
            for (byte[] value = values.next();
                    value != null && records.size() < STRUCTURE_RECORDS;
                    value = values.next()) {
                try {
                    records.add(JSON.readTree(NonFiniteQuoting.quote(value)));
                } catch (JsonProcessingException e) {
                    // Counted when the fields are read.
                }
            }
        }
        each = records.isEmpty() ? null : ReadingArrayInference.find(records);
        List<JsonNode> rowValues = new ArrayList<>();
        for (JsonNode record : records) {
            if (each != null) {
                ReadingArrayInference.remove(record, each).forEach(rowValues::add);
            }
            rowValues.add(record);
        }
        jsonFields = new JsonRecordFields(rowValues);
    }

    private void readJson(JsonValues values, int limit) throws IOException {
        int records = 0;
        for (byte[] value = values.next(); value != null && records < limit; value = values.next()) {
            records++;
            try {
                JsonNode record = JSON.readTree(NonFiniteQuoting.quote(value));
                if (each == null) {
                    rows++;
                    jsonFields.of(record).forEach(this::add);
                } else {
                    addElements(record);
                }
            } catch (JsonProcessingException e) {
                // No definition decodes it: the trial counts it, as does the sample.
                rows++;
                broken++;
            }
        }
        removeEmptyContainers();
    }

    /** Adds the elements of the array of readings, whose fields precede those around the array. */
    private void addElements(JsonNode record) {
        JsonNode elements = ReadingArrayInference.remove(record, each);
        elements.forEach(element -> {
            rows++;
            record.properties().stream()
                    .filter(field -> !element.has(field.getKey()))
                    .forEach(field -> jsonFields
                            .of(JSON.createObjectNode().set(field.getKey(), field.getValue()))
                            .forEach(this::add));
            jsonFields.of(element).forEach(this::add);
        });
    }

    /** Removes names that are null in all records in which they are not an object or array with columns of its own. */
    private void removeEmptyContainers() {
        Set<String> containers = fields.keySet().stream()
                .flatMap(name -> IntStream.range(0, name.length())
                        .filter(i -> name.charAt(i) == '.' || name.charAt(i) == '[')
                        .mapToObj(end -> name.substring(0, end)))
                .collect(Collectors.toSet());
        fields.values().removeIf(field -> field.count() == 0 && containers.contains(field.name()));
    }

    private void add(String name, JsonNode value) {
        if (!hasRoomFor(name)) {
            return;
        }
        FieldProfile profile = profile(name);
        if (jsonFields.whyJson(name) != null) {
            profile.addJson(value.isNull());
        } else if (!value.isNull()) {
            profile.add(value.asText(), !value.isTextual());
        }
    }

    private void readPoints(RecordLineReader lines, int limit) throws IOException {
        while (rows < limit && lines.next()) {
            String line = new String(lines.copy(), UTF_8).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            rows++;
            LineProtocolPoint point = LineProtocolPoint.of(line);
            if (point == null) {
                broken++;
                continue;
            }
            profile(RecordFormat.MEASUREMENT).add(point.measurement(), false);
            if (point.time() != null) {
                profile(RecordFormat.TIME).add(point.time(), true);
            }
            point.tags().forEach((name, value) -> {
                if (hasRoomFor(name)) {
                    profile(name).addTag(value);
                }
            });
            point.fields().forEach((name, value) -> {
                if (hasRoomFor(name)) {
                    add(profile(name), value);
                }
            });
        }
    }

    private static void add(FieldProfile profile, LineProtocolPoint.Value value) {
        switch (value.kind()) {
            case TEXT -> profile.add(value.text(), false);
            case INTEGER -> profile.addInteger(value.text(), false);
            case UNSIGNED -> profile.addInteger(value.text(), true);
            case OTHER -> profile.add(value.text(), true);
        }
    }

    private boolean hasRoomFor(String name) {
        return fields.size() < MAX_FIELDS || fields.containsKey(name.strip());
    }

    /** Returns the profile of a field, whose name matches without surrounding blanks. */
    private FieldProfile profile(String name) {
        return fields.computeIfAbsent(name.strip(), FieldProfile::new);
    }

    RecordFormat format() {
        return format;
    }

    /** Returns the names that lead to the array in JSON records whose elements are the readings; null if there is none. */
    String each() {
        return each;
    }

    /** Returns the keys of a file with keyed lines; null for other files. */
    FieldProfile key() {
        return key;
    }

    /** Returns whether all records have a key. */
    boolean hasKeys() {
        return key != null && isKeyComplete;
    }

    /** Returns how the fields of JSON records are listed. */
    JsonRecordFields jsonFields() {
        return jsonFields;
    }

    /** Returns the dialect of CSV. */
    CsvDialect dialect() {
        return dialect;
    }

    /** Describes the delimiter of CSV for a message; empty for other formats. */
    String describeSeparator() {
        return format == RecordFormat.CSV
                ? ", separated by '%s',".formatted(dialect.delimiter().replace("\t", "\\t"))
                : "";
    }

    /** Describes the dialect of CSV; empty for other formats. */
    public String describeDialect() {
        if (format != RecordFormat.CSV) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        parts.add("CSV separated by '%s'".formatted(dialect.delimiter().replace("\t", "\\t")));
        parts.add("decimal '%s'".formatted(dialect.decimal()));
        if (!dialect.thousands().isEmpty()) {
            parts.add("thousands '%s'".formatted(dialect.thousands()));
        }
        if (!dialect.comment().isEmpty()) {
            parts.add("comments after '%s'".formatted(dialect.comment()));
        }
        parts.add(header ? "with a header" : "without a header");
        if (dialect.skipLines() > 0) {
            parts.add(lines(dialect.skipLines()) + " before it");
        }
        if (dialect.skipAfterHeader() > 0) {
            parts.add(lines(dialect.skipAfterHeader()) + " between it and the records");
        }
        return String.join(", ", parts) + ".";
    }

    private static String lines(int count) {
        return count == 1 ? "1 line" : "%d lines".formatted(count);
    }

    /** Returns the profiles by raw name, in the order of the file. */
    Map<String, FieldProfile> fields() {
        return fields;
    }

    /** Returns whether the names come from the file. */
    boolean hasNames() {
        return header;
    }

    /** Returns the names of all columns of CSV by position; a name is empty if the header has none. */
    List<String> csvColumns() {
        return csvColumns;
    }

    /** Returns the values of a text that mean null elsewhere in the sample. */
    List<String> nullTexts(FieldProfile text) {
        return text.nullTexts().stream()
                .filter(value -> fields.values().stream()
                        .anyMatch(field -> field.nullValues().contains(value)))
                .toList();
    }

    /** Returns the unit that the file has for a field; null if it has none. */
    String unit(String name) {
        return units.get(name);
    }

    /** Returns the number of readable records, or of their elements. */
    int rows() {
        return rows - broken;
    }
}
