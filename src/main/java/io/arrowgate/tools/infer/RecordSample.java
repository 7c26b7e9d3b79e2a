package io.arrowgate.tools.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.stream.column.RecordFormat;
import io.arrowgate.tools.load.file.CsvFieldSplitter;
import io.arrowgate.tools.load.file.RecordFile;
import io.arrowgate.tools.load.file.RecordLineReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Profiles the fields of the first records of a file. */
public final class RecordSample {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordFormat format;
    private final Map<String, FieldProfile> fields = new LinkedHashMap<>();
    private boolean header = true;
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
        RecordFormat format = format(file);
        RecordSample recordSample = new RecordSample(format);
        try (BufferedInputStream text = RecordFile.text(Files.newInputStream(file));
                RecordLineReader lines = new RecordLineReader(text, format == RecordFormat.CSV)) {
            switch (format) {
                case CSV -> recordSample.readCsv(lines, limit);
                case JSON -> recordSample.readJson(lines, limit);
                case INFLUX -> recordSample.readPoints(lines, limit);
            }
        }
        if (recordSample.rows() == 0) {
            throw new IllegalArgumentException("%s: contains no readable records".formatted(file));
        }
        return recordSample;
    }

    private static RecordFormat format(Path file) throws IOException {
        try (RecordLineReader lines = new RecordLineReader(RecordFile.text(Files.newInputStream(file)), false)) {
            while (lines.next()) {
                String line = new String(lines.copy(), UTF_8).strip();
                if (line.startsWith("{")) {
                    return RecordFormat.JSON;
                }
                if (!line.isEmpty() && !line.startsWith("#")) {
                    return LineProtocolPoint.looksLikePoint(line) ? RecordFormat.INFLUX : RecordFormat.CSV;
                }
            }
        }
        return RecordFormat.CSV;
    }

    private void readCsv(RecordLineReader lines, int limit) throws IOException {
        CsvFieldSplitter split = new CsvFieldSplitter();
        List<FieldProfile> columns = new ArrayList<>();
        while (rows < limit && lines.next()) {
            List<String> cells =
                    split.split(lines.buffer(), lines.start(), lines.end()).texts();
            if (columns.isEmpty()) {
                header = isHeader(cells);
                for (int i = 0; i < cells.size(); i++) {
                    String name = header ? cells.get(i) : "column_" + (i + 1);
                    columns.add(name.isEmpty() ? null : fields.computeIfAbsent(name, FieldProfile::new));
                }
                if (header) {
                    continue;
                }
            }
            rows++;
            for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
                if (columns.get(i) != null) {
                    columns.get(i).add(cells.get(i), true);
                }
            }
        }
    }

    /** Returns whether the cells are distinct and neither numbers nor times. */
    private static boolean isHeader(List<String> cells) {
        return cells.stream().distinct().count() == cells.size()
                && cells.stream().allMatch(cell -> {
                    FieldProfile profile = new FieldProfile(cell);
                    profile.add(cell, true);
                    return cell.isEmpty() || profile.isText();
                });
    }

    private void readJson(RecordLineReader lines, int limit) throws IOException {
        while (rows < limit && lines.next()) {
            rows++;
            try {
                JsonNode record = JSON.readTree(lines.copy());
                record.properties().forEach(field -> {
                    JsonNode value = field.getValue();
                    FieldProfile profile = fields.computeIfAbsent(field.getKey(), FieldProfile::new);
                    if (value.isContainerNode()) {
                        profile.addNested();
                    } else if (!value.isNull()) {
                        profile.add(value.asText(), !value.isTextual());
                    }
                });
            } catch (JsonProcessingException e) {
                // No definition decodes it: the trial counts it, as does the sample.
                broken++;
            }
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
            point.tags().forEach((name, value) -> profile(name).addTag(value));
            point.fields().forEach((name, value) -> profile(name).add(value.text(), value.plain()));
        }
    }

    private FieldProfile profile(String name) {
        return fields.computeIfAbsent(name, FieldProfile::new);
    }

    RecordFormat format() {
        return format;
    }

    /** Returns the profiles by raw name, in the order of the file. */
    Map<String, FieldProfile> fields() {
        return fields;
    }

    /** Returns whether the names come from the file. */
    boolean hasNames() {
        return header;
    }

    /** Returns the number of readable records. */
    int rows() {
        return rows - broken;
    }
}
