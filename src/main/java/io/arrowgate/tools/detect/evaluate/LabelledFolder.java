package io.arrowgate.tools.detect.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.decode.value.ValueParser;
import io.arrowgate.decode.value.ValueParsers;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.NullPolicy;
import io.arrowgate.tools.detect.CsvReadingReader;
import io.arrowgate.tools.detect.CsvRow;
import io.arrowgate.tools.infer.ReadingFileFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Reads the CSV files of a folder and the anomaly windows of each, which the file {@value #WINDOWS} lists. */
final class LabelledFolder {
    static final String WINDOWS = "windows.json";

    private static final TypeReference<Map<String, List<List<String>>>> WINDOWS_BY_FILE = new TypeReference<>() {};

    private final Path folder;
    private final ValueParser times = ValueParsers.of(
            new ColumnDefinition(
                    "time", ColumnType.TIMESTAMP, null, false, true, null, null, null, NullPolicy.UNDEFINED),
            ZoneOffset.UTC);
    private final RowBuffer cell = new RowBuffer(1);

    LabelledFolder(Path folder) {
        this.folder = folder;
    }

    /** Reads the files that have an entry, which may be an empty list, in the order of their names. */
    List<LabelledSeries> read() throws IOException {
        Path file = folder.resolve(WINDOWS);
        Map<String, List<List<String>>> windows;
        try {
            windows = new ObjectMapper().readValue(file.toFile(), WINDOWS_BY_FILE);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s: not of the form {\"file.csv\": [[\"start\", \"end\"], …], …}: %s"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
        List<LabelledSeries> series = new ArrayList<>();
        for (String name : windows.keySet().stream().sorted().toList()) {
            series.add(read(name, windows.get(name)));
        }
        return series;
    }

    private LabelledSeries read(String name, List<List<String>> limits) throws IOException {
        Path file = folder.resolve(name);
        LongStream.Builder timeMicros = LongStream.builder();
        List<Double> values = new ArrayList<>();
        ReadingFileFormat format = ReadingFileFormat.infer(file, null, null, null);
        try (CsvReadingReader reader = CsvReadingReader.open(file, format)) {
            for (CsvRow row = reader.next(); row != null; row = reader.next()) {
                timeMicros.add(row.timeMicros());
                values.add(row.value());
            }
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
        long[] rowTimes = timeMicros.build().toArray();
        double[] rowValues = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new LabelledSeries(name, rowTimes, rowValues, windows(name, limits, rowTimes));
    }

    private List<LabelledSeries.Window> windows(String name, List<List<String>> limits, long[] rowTimes)
            throws IOException {
        List<LabelledSeries.Window> windows = new ArrayList<>();
        for (List<String> each : limits) {
            if (each.size() != 2) {
                throw new IOException("%s: %s: window %s has not exactly a start and an end"
                        .formatted(folder.resolve(WINDOWS), name, each));
            }
            windows.add(new LabelledSeries.Window(row(name, each.get(0), rowTimes), row(name, each.get(1), rowTimes)));
        }
        windows.sort(Comparator.comparingInt(LabelledSeries.Window::first));
        int last = -1;
        for (LabelledSeries.Window window : windows) {
            if (window.first() <= last || window.last() < window.first()) {
                throw new IOException(
                        "%s: %s: windows overlap, or end before they start".formatted(folder.resolve(WINDOWS), name));
            }
            last = window.last();
        }
        return windows;
    }

    /** Returns the first row with this time. */
    private int row(String name, String time, long[] rowTimes) throws IOException {
        byte[] text = time.getBytes(UTF_8);
        if (times.parse(text, 0, text.length, cell, 0)) {
            for (int row = 0; row < rowTimes.length; row++) {
                if (rowTimes[row] == cell.bits(0)) {
                    return row;
                }
            }
        }
        throw new IOException("%s: %s: no row has the time '%s' of a window; correct the window"
                .formatted(folder.resolve(WINDOWS), name, time));
    }
}
