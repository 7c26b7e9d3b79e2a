package io.arrowgate.cli.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.cli.CsvFields;
import io.arrowgate.cli.RecordFile;
import io.arrowgate.cli.RecordLines;
import io.arrowgate.stream.RecordFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the first records of a file hold, field by field. */
final class Sample {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordFormat format;
    private final Map<String, FieldProfile> fields = new LinkedHashMap<>();
    private boolean header = true;
    private int rows;
    private int broken;

    private Sample(RecordFormat format) {
        this.format = format;
    }

    /** @param limit so many records are looked at */
    static Sample read(Path file, int limit) throws IOException {
        RecordFormat format = format(file);
        Sample sample = new Sample(format);
        try (BufferedInputStream text = RecordFile.text(Files.newInputStream(file));
                RecordLines lines = new RecordLines(text, format == RecordFormat.CSV)) {
            switch (format) {
                case CSV -> sample.readCsv(lines, limit);
                case JSON -> sample.readJson(lines, limit);
                case INFLUX -> sample.readPoints(lines, limit);
            }
        }
        if (sample.rows() == 0) {
            throw new IllegalArgumentException("%s: holds no records that could be read".formatted(file));
        }
        return sample;
    }

    private static RecordFormat format(Path file) throws IOException {
        try (RecordLines lines = new RecordLines(RecordFile.text(Files.newInputStream(file)), false)) {
            while (lines.next()) {
                String line = new String(lines.copy(), UTF_8).strip();
                if (line.startsWith("{")) {
                    return RecordFormat.JSON;
                }
                if (!line.isEmpty() && !line.startsWith("#")) {
                    return PointParts.looksLikePoint(line) ? RecordFormat.INFLUX : RecordFormat.CSV;
                }
            }
        }
        return RecordFormat.CSV;
    }

    private void readCsv(RecordLines lines, int limit) throws IOException {
        CsvFields split = new CsvFields();
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

    /** Names are there once, and are no numbers and no times. */
    private static boolean isHeader(List<String> cells) {
        return cells.stream().distinct().count() == cells.size()
                && cells.stream().allMatch(cell -> {
                    FieldProfile profile = new FieldProfile(cell);
                    profile.add(cell, true);
                    return cell.isEmpty() || profile.isText();
                });
    }

    private void readJson(RecordLines lines, int limit) throws IOException {
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
                // Not decodable by any definition: the check of the guess counts it, as does the sample.
                broken++;
            }
        }
    }

    private void readPoints(RecordLines lines, int limit) throws IOException {
        while (rows < limit && lines.next()) {
            String line = new String(lines.copy(), UTF_8).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            rows++;
            PointParts point = PointParts.of(line);
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

    /** By raw name, in the file's order. */
    Map<String, FieldProfile> fields() {
        return fields;
    }

    /** Whether the names are the file's own. */
    boolean hasNames() {
        return header;
    }

    /** How many records there are that could be read. */
    int rows() {
        return rows - broken;
    }
}
