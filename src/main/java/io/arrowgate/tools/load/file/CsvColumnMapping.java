package io.arrowgate.tools.load.file;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.load.record.RawFieldNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Maps the columns of a file to one of the stream's CSV layouts.
 *
 * @param fileFields number of fields of the file's records
 * @param positions the file's column for each field of the layout, from 0
 * @param keyPositions the file's columns that make the key
 * @param hasHeader whether the file names its columns, so that a record with fewer fields lacks the last ones
 * @param isOnePiece whether the layout's fields are contiguous in the file, so that a record needs no reassembly
 */
record CsvColumnMapping(
        int fileFields, List<Integer> positions, List<Integer> keyPositions, boolean hasHeader, boolean isOnePiece) {
    CsvColumnMapping {
        positions = List.copyOf(positions);
        keyPositions = List.copyOf(keyPositions);
    }

    /** Returns whether the mapping applies to a record. The key must be there; further fields must be empty. */
    boolean fits(CsvFieldSplitter record) {
        if (record.count() == fileFields || !hasHeader) {
            return record.count() == fileFields;
        }
        return keyPositions.stream().allMatch(position -> position < record.count())
                && positions.get(0) < record.count()
                && IntStream.range(fileFields, record.count())
                        .allMatch(field -> record.text(field).isEmpty());
    }

    /** Returns whether a file's first record is a header: it names at least the columns of the series key, or else of a layout. */
    static boolean isHeader(StreamDefinition stream, RawFieldNames fields, List<String> first) {
        List<String> named = first.stream().map(fields::of).toList();
        return fields.seriesKey().isEmpty()
                ? stream.csvLayouts().stream().anyMatch(named::containsAll)
                : named.containsAll(fields.seriesKey());
    }

    /**
     * Returns the mapping of a file with a header. Unknown columns are dropped.
     *
     * @throws IllegalArgumentException if the header has not all fields of any layout
     */
    static CsvColumnMapping ofHeader(StreamDefinition stream, RawFieldNames fields, List<String> header) {
        List<String> named = header.stream()
                .map(name -> Optional.ofNullable(fields.of(name)).orElse(""))
                .toList();
        List<String> layout = stream.csvLayouts().stream()
                .filter(named::containsAll)
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the header %s lacks fields of stream %s; it needs all of one of %s"
                                .formatted(header, stream.name(), stream.csvLayouts())));
        return of(named.size(), layout.stream().map(named::indexOf).toList(), fields, layout, true);
    }

    /** Returns the mappings of a file without a header: the columns of each layout, with or without a leading index. */
    static List<CsvColumnMapping> ofFirstRecords(
            StreamDefinition stream, RawFieldNames fields, List<String> first, Optional<List<String>> second) {
        boolean fits = stream.csvLayouts().stream().anyMatch(layout -> layout.size() == first.size());
        int index = !fits && startsCounting(first, second) ? 1 : 0;
        return stream.csvLayouts().stream()
                .map(layout -> {
                    int fileFields = index + layout.size();
                    List<Integer> positions =
                            IntStream.range(index, fileFields).boxed().toList();
                    return of(fileFields, positions, fields, layout, false);
                })
                .toList();
    }

    private static boolean startsCounting(List<String> first, Optional<List<String>> second) {
        String index = first.get(0);
        if (!index.matches("\\d{1,18}")) {
            return false;
        }
        return second.map(record -> record.get(0).equals(String.valueOf(Long.parseLong(index) + 1)))
                .orElse(index.equals("0"));
    }

    private static CsvColumnMapping of(
            int fileFields, List<Integer> positions, RawFieldNames fields, List<String> layout, boolean hasHeader) {
        List<Integer> key = fields.seriesKey().stream()
                .map(field -> positions.get(layout.indexOf(field)))
                .toList();
        boolean onePiece =
                IntStream.range(1, positions.size()).allMatch(i -> positions.get(i) == positions.get(i - 1) + 1);
        return new CsvColumnMapping(fileFields, positions, key, hasHeader, onePiece);
    }
}
