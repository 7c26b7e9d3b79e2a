package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.tools.load.file.CsvFieldSplitter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Infers the dialect of CSV from the first lines of a file. */
final class CsvDialectInference {
    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");
    private static final String COMMENT = "#";

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?(\\d{1,3}(\\.\\d{3})+|\\d+),\\d+");
    private static final Pattern DECIMAL_POINT = Pattern.compile("[-+]?(\\d{1,3}(,\\d{3})+|\\d+)\\.\\d+");
    /** With a separator of thousands, or with a decimal separator and three digits after it. */
    private static final Pattern COMMA_AND_THREE_DIGITS = Pattern.compile("[-+]?[1-9]\\d{0,2},\\d{3}");

    private static final Pattern POINT_AND_THREE_DIGITS = Pattern.compile("[-+]?[1-9]\\d{0,2}\\.\\d{3}");

    private static final Pattern COMMAS_IN_THOUSANDS = Pattern.compile("[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern POINTS_IN_THOUSANDS = Pattern.compile("[-+]?\\d{1,3}(\\.\\d{3})+,\\d+");

    private CsvDialectInference() {}

    /**
     * Returns the dialect of the lines.
     *
     * @param lines the first lines of a file, of which one at least is not empty
     * @param named the delimiter that the file names; null if it names none
     */
    static CsvDialect of(List<String> lines, String named) {
        List<String> texts = lines.stream().filter(line -> !line.isEmpty()).toList();
        boolean comments = texts.get(0).startsWith(COMMENT) && !isHeader(texts, named);
        List<String> records = comments
                ? texts.stream().filter(line -> !line.startsWith(COMMENT)).toList()
                : texts;
        String delimiter = named == null ? delimiter(records) : named;
        if (comments) {
            return numbers(records, delimiter, COMMENT, CsvTableStart.FIRST_LINE);
        }
        CsvTableStart start = CsvTableStart.of(
                lines.stream().map(line -> fields(line, dialect(delimiter))).toList());
        return numbers(lines.subList(start.skipLines(), lines.size()), delimiter, null, start);
    }

    /** Returns whether the first line, which begins with the comment character, has as many fields as the second. */
    private static boolean isHeader(List<String> lines, String named) {
        if (lines.size() < 2 || lines.get(1).startsWith(COMMENT)) {
            return false;
        }
        CsvDialect dialect = dialect(named == null ? delimiter(lines.subList(1, lines.size())) : named);
        return fields(lines.get(0), dialect).size()
                == fields(lines.get(1), dialect).size();
    }

    /** Returns the delimiter of the lines; of the second half of them if there are many other lines at the start. */
    private static String delimiter(List<String> lines) {
        return bestDelimiter(lines)
                .or(() -> bestDelimiter(lines.subList(lines.size() / 2, lines.size())))
                .orElse(DELIMITERS.get(0));
    }

    /** Returns the delimiter that divides most lines into the same number of fields, and into most of them. */
    private static Optional<String> bestDelimiter(List<String> lines) {
        Optional<String> best = Optional.empty();
        long bestScore = 0;
        for (String delimiter : DELIMITERS) {
            Map<Integer, Long> linesByFields = new TreeMap<>();
            for (String line : lines) {
                linesByFields.merge(fields(line, dialect(delimiter)).size(), 1L, Long::sum);
            }
            linesByFields.remove(1);
            long most = linesByFields.values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
            // A line of text may contain a comma or two; a delimiter is in nearly all lines.
            long score = most * 10 < lines.size() * 8L
                    ? 0
                    : linesByFields.entrySet().stream()
                            .filter(count -> count.getValue() == most)
                            .mapToLong(Map.Entry::getKey)
                            .max()
                            .orElse(0);
            // Of equal ones the comma, which may also be a decimal separator, is the last choice.
            if (score > 0 && score >= bestScore) {
                best = Optional.of(delimiter);
                bestScore = score;
            }
        }
        return best;
    }

    private static CsvDialect numbers(List<String> records, String delimiter, String comment, CsvTableStart start) {
        CsvDialect plain = dialect(delimiter);
        boolean decimalCommas = false;
        boolean decimalPoints = false;
        boolean ambiguousCommas = false;
        boolean ambiguousPoints = false;
        boolean commas = false;
        boolean points = false;
        for (String line : records) {
            for (String cell : fields(line, plain)) {
                boolean unsureComma = COMMA_AND_THREE_DIGITS.matcher(cell).matches();
                boolean unsurePoint = POINT_AND_THREE_DIGITS.matcher(cell).matches();
                ambiguousCommas |= unsureComma;
                ambiguousPoints |= unsurePoint;
                decimalCommas |= !unsureComma && DECIMAL_COMMA.matcher(cell).matches();
                decimalPoints |= !unsurePoint && DECIMAL_POINT.matcher(cell).matches();
                commas |= COMMAS_IN_THOUSANDS.matcher(cell).matches();
                points |= POINTS_IN_THOUSANDS.matcher(cell).matches();
            }
        }
        boolean isComma = !decimalPoints && (decimalCommas || (ambiguousCommas && !delimiter.equals(",")));
        boolean pointsInThousands = points || ambiguousPoints;
        String thousands = isComma ? (pointsInThousands ? "." : null) : commas ? "," : null;
        String quote = hasLiteralQuotes(records, delimiter) ? "" : null;
        return new CsvDialect(
                delimiter, isComma ? "," : null, thousands, quote, comment, start.skipLines(), start.skipAfterHeader());
    }

    /** Returns whether quotes are inside of fields, such as JSON, and around none. */
    private static boolean hasLiteralQuotes(List<String> lines, String delimiter) {
        boolean isInside = false;
        for (String line : lines) {
            for (String field : line.split(Pattern.quote(delimiter), -1)) {
                if (field.strip().startsWith("\"")) {
                    return false;
                }
                isInside |= field.contains("\"");
            }
        }
        return isInside;
    }

    private static CsvDialect dialect(String delimiter) {
        return new CsvDialect(delimiter, null, null, null, null, null, null);
    }

    private static List<String> fields(String line, CsvDialect dialect) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new CsvFieldSplitter(dialect).split(bytes, 0, bytes.length).texts();
    }
}
