package io.arrowgate.tools.infer;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the lines of a CSV file that are neither header nor record: a title before the header, units after it.
 *
 * @param skipLines number of lines before the header
 * @param skipAfterHeader number of lines between the header and the records, without empty ones
 */
record CsvTableStart(int skipLines, int skipAfterHeader) {
    /** The start of a file that begins with its header, or with a record. */
    static final CsvTableStart FIRST_LINE = new CsvTableStart(0, 0);

    /** Number of lines that the header is searched in. */
    private static final int MAX_PREAMBLE = 50;
    /** Number of lines that may follow the header, such as units and kind of average. */
    private static final int MAX_AFTER_HEADER = 2;
    /** Longer texts are not units. */
    private static final int MAX_UNIT_LENGTH = 20;

    /**
     * Finds the start of the records.
     *
     * @param rows fields of the first lines, also of empty lines
     */
    static CsvTableStart of(List<List<String>> rows) {
        int width = width(rows);
        int header = header(rows, width);
        if (width < 2 || header < 0) {
            return FIRST_LINE;
        }
        List<List<String>> after = rows.subList(header + 1, rows.size()).stream()
                .filter(CsvTableStart::hasText)
                .toList();
        if (!isMostlyData(after)) {
            return FIRST_LINE;
        }
        int units = 0;
        while (units < Math.min(MAX_AFTER_HEADER, after.size())
                && isUnits(after.get(units), after.subList(units + 1, after.size()))) {
            units++;
        }
        boolean hasPreamble = rows.subList(0, header).stream().anyMatch(CsvTableStart::hasText);
        return new CsvTableStart(hasPreamble ? header : 0, units);
    }

    /** Returns the number of fields that most lines have. */
    private static int width(List<List<String>> rows) {
        return rows.stream()
                .filter(CsvTableStart::hasText)
                .collect(Collectors.groupingBy(List::size, Collectors.counting()))
                .entrySet()
                .stream()
                .max((one, other) -> one.getValue().equals(other.getValue())
                        ? Integer.compare(one.getKey(), other.getKey())
                        : Long.compare(one.getValue(), other.getValue()))
                .map(width -> width.getKey())
                .orElse(0);
    }

    /** Returns the position of the first line of this width with texts in most fields; negative if a record precedes it. */
    private static int header(List<List<String>> rows, int width) {
        return IntStream.range(0, Math.min(MAX_PREAMBLE, rows.size()))
                .filter(i -> rows.get(i).size() == width && texts(rows.get(i)) * 2 > width)
                .limit(1)
                .filter(i -> rows.get(i).stream().noneMatch(CsvTableStart::isData))
                .findFirst()
                .orElse(-1);
    }

    private static boolean isMostlyData(List<List<String>> rows) {
        long data = rows.stream()
                .filter(row -> row.stream().anyMatch(CsvTableStart::isData))
                .count();
        return data * 2 > rows.size();
    }

    /** Returns whether a row has only short texts that do not occur in the same field of a later row. */
    private static boolean isUnits(List<String> row, List<List<String>> later) {
        IntPredicate isRepeated = i -> later.stream()
                .anyMatch(other -> i < other.size() && other.get(i).equals(row.get(i)));
        return row.stream().noneMatch(text -> isData(text) || text.length() > MAX_UNIT_LENGTH)
                && IntStream.range(0, row.size())
                        .filter(i -> !row.get(i).isBlank())
                        .noneMatch(isRepeated);
    }

    private static boolean hasText(List<String> row) {
        return texts(row) > 0;
    }

    private static long texts(List<String> row) {
        return row.stream().filter(text -> !text.isBlank()).count();
    }

    /** Returns whether most characters are digits, as in numbers and times of any notation. */
    private static boolean isData(String text) {
        return text.chars().filter(Character::isDigit).count() * 2 > text.length();
    }
}
