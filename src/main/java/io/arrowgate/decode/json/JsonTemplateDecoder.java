package io.arrowgate.decode.json;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Utf8Validator;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.RowMapper;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.KafkaFields;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decodes records with the template of an earlier record in one pass from bytes into a row: the same bytes between the values.
 * Values inside of objects and arrays are values of the template like others, and values that fill no column are skipped. Other
 * records are left to {@link JsonScanner}, which creates identical rows. Most records of a stream match a template.
 *
 * <p>The templates form a tree of {@link Step}s, so that records with and without an optional field share all steps before it.
 * The bytes between the values were validated when the template was learned, so comparing them is sufficient.
 */
final class JsonTemplateDecoder {
    /** In place of the column of a value that fills none. */
    private static final int NONE = -1;

    /** Bytes of all steps, roughly. A stream with more templates starts over. */
    private static final int MAX_SIZE = 1 << 20;

    /** Larger templates are not learned. */
    private static final int MAX_TEMPLATE_SIZE = MAX_SIZE / 8;

    private static final int STEP_SIZE = 64;

    /** Bounds the time that a record without a template takes. */
    private static final int MAX_SIBLINGS = 16;

    private final RowMapper writer;
    private final ColumnType[] types;
    private final JsonNumberReader numbers;
    /** Whether null in a record is null in the column. */
    private final boolean[] nullable;
    /** The column that a field alone fills, or {@link #NONE} if a column joins fields or a field fills several columns. */
    private final int[] columnOfField;

    /** Its first next step begins the templates. */
    private Step root = new Step();

    private int size;
    /** Ends of the literals matched in a record: the starts of its values, and its end. */
    private final int[] literalEnds = new int[JsonScanner.MANY];
    /** The end of the last record's template. */
    private Step matched = root;
    /** True if a value was skipped or kept as JSON text, which may have characters other than ASCII. */
    private boolean anyText;

    JsonTemplateDecoder(StreamDefinition stream, FieldIndex fields, RowMapper writer) {
        this.writer = writer;
        List<ColumnDefinition> definitions = stream.columns();
        types = definitions.stream().map(ColumnDefinition::type).toArray(ColumnType[]::new);
        numbers = new JsonNumberReader(types);
        nullable = new boolean[types.length];
        for (int column = 0; column < types.length; column++) {
            nullable[column] = isNullable(definitions.get(column));
        }
        columnOfField = new int[fields.fieldCount()];
        Arrays.fill(columnOfField, NONE);
        int[] uses = new int[fields.fieldCount()];
        for (int column = 0; column < types.length; column++) {
            int[] source = fields.fieldsOf(column);
            for (int field : source) {
                use(field, source.length, column, uses);
                for (int alternative : fields.alternativesOf(field)) {
                    use(alternative, source.length, column, uses);
                }
            }
        }
    }

    private static boolean isNullable(ColumnDefinition column) {
        // A Kafka field replaces a null.
        return !column.required()
                && Stream.concat(column.source().stream(), column.aliases().stream())
                        .noneMatch(KafkaFields::isName);
    }

    private void use(int field, int sources, int column, int[] uses) {
        uses[field]++;
        columnOfField[field] = sources == 1 && uses[field] == 1 ? column : NONE;
    }

    /**
     * Learns the template of a record that the scanner has just read and that became a row.
     *
     * @param ignoredFields number of fields that no column uses
     */
    void learn(byte[] record, JsonScanner scanner, int ignoredFields) {
        int values = scanner.valueCount();
        if (values == 0 || values == JsonScanner.MANY || !scanner.isRegular()) {
            return;
        }
        int templateSize = record.length + STEP_SIZE * values;
        int[] columns = new int[values];
        boolean[] present = new boolean[types.length];
        for (int i = 0; i < values; i++) {
            int field = scanner.field(i);
            columns[i] = field == FieldIndex.UNKNOWN ? NONE : columnOfField[field];
            if (field != FieldIndex.UNKNOWN && !add(columns[i], present)) {
                return;
            }
            templateSize -= scanner.valueEnd(i) - scanner.valueStart(i);
        }
        for (JsonScanner.Container container : scanner.containers()) {
            int column = columnOfField[container.field()];
            if (!add(column, present) || !types[column].isText()) {
                return;
            }
        }
        if (templateSize > MAX_TEMPLATE_SIZE) {
            return;
        }
        if (size + templateSize > MAX_SIZE) {
            root = new Step();
            size = 0;
        }
        Step step = root;
        int literal = 0;
        for (int i = 0; i < values; i++) {
            step = step(step, record, literal, scanner.valueStart(i), columns[i]);
            literal = scanner.valueEnd(i);
        }
        step = step(step, record, literal, record.length, Step.END);
        step.texts = scanner.containers().stream()
                .map(container -> NestedText.of(container, columnOfField[container.field()], scanner, record.length))
                .toArray(NestedText[]::new);
        step.ignored = ignoredFields;
        step.absent = IntStream.range(0, types.length)
                .filter(column -> !present[column])
                .toArray();
    }

    /** Notes that a value fills a column; returns false for {@link #NONE} and for a column that another value fills. */
    private static boolean add(int column, boolean[] present) {
        if (column == NONE || present[column]) {
            return false;
        }
        present[column] = true;
        return true;
    }

    /** Returns the step that follows another with these bytes, which is new unless a template has it. */
    private Step step(Step previous, byte[] record, int start, int end, int column) {
        Step last = null;
        int siblings = 0;
        for (Step step = previous.next; step != null; step = step.sibling) {
            if (step.column == column && step.literal.equals(record, start, end)) {
                return step;
            }
            last = step;
            siblings++;
        }
        Step added = new Step(new LiteralMatcher(Arrays.copyOfRange(record, start, end)), column);
        if (last == null || siblings == MAX_SIBLINGS) {
            previous.next = added;
        } else {
            last.sibling = added;
        }
        size += end - start + STEP_SIZE;
        return added;
    }

    /** Returns the columns for which the last record's template has no value. */
    int[] absent() {
        return matched.absent;
    }

    /** Returns the number of fields in the last record's template that no column uses. */
    int ignored() {
        return matched.ignored;
    }

    /** Fills the row. If it returns false, the row is undefined. */
    boolean read(byte[] record, RowBuffer row) {
        anyText = false;
        int at = 0;
        int depth = 0;
        Step step = root.next;
        while (step != null) {
            int start = step.literal.matchEnd(record, at);
            literalEnds[depth] = start;
            if (step.column == Step.END && start == record.length) {
                return end(step, record, row);
            }
            boolean value = start >= 0 && start < record.length && step.column != Step.END;
            int end = value ? readValue(record, start, step.column, row) : -1;
            if (end < 0) {
                step = step.sibling;
            } else {
                at = end;
                depth++;
                step = step.next;
            }
        }
        return false;
    }

    private boolean end(Step step, byte[] record, RowBuffer row) {
        for (NestedText text : step.texts) {
            anyText = true;
            int start = literalEnds[text.firstValue] - text.start;
            int end = literalEnds[text.endValue] - text.end;
            if (JsonValueScanner.hasNonFinite(record, start, end)) {
                return false;
            }
            row.setBytes(text.column, record, start, end - start);
        }
        if (anyText && !Utf8Validator.isValid(record)) {
            return false;
        }
        for (int column : step.absent) {
            row.setNull(column);
        }
        matched = step;
        return true;
    }

    /** Returns the position after the value, or -1. */
    private int readValue(byte[] record, int start, int column, RowBuffer row) {
        if (column == NONE) {
            anyText = true;
            return JsonValueScanner.valueEnd(record, start);
        }
        return switch (record[start]) {
            case '"' -> readQuoted(record, start + 1, column, row);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                int end = numbers.read(record, start, column, row);
                yield end < 0 ? readPlain(record, start, column, row) : end;
            }
            case '{', '[' -> readNested(record, start, column, row);
            default -> readPlain(record, start, column, row);
        };
    }

    /** Reads a number, boolean, null or non-finite number as the scanner does. */
    private int readPlain(byte[] record, int start, int column, RowBuffer row) {
        int end = JsonValueScanner.valueEnd(record, start);
        if (end < 0) {
            return -1;
        }
        if (record[start] == 'n' && record[start + 1] == 'u') {
            row.setNull(column);
            return nullable[column] ? end : -1;
        }
        if (types[column] == ColumnType.STRING) {
            row.setBytes(column, record, start, end - start);
            return end;
        }
        return writer.parser(column).parse(record, start, end, row, column) ? end : -1;
    }

    /** Reads an object or array as its JSON text. */
    private int readNested(byte[] record, int start, int column, RowBuffer row) {
        anyText = true;
        int end = types[column].isText() ? JsonValueScanner.valueEnd(record, start) : -1;
        if (end < 0 || JsonValueScanner.hasNonFinite(record, start, end)) {
            return -1;
        }
        row.setBytes(column, record, start, end - start);
        return end;
    }

    /** Reads ASCII without escapes only; other strings are left to the scanner. */
    private int readQuoted(byte[] record, int start, int column, RowBuffer row) {
        int end = ByteRanges.plainEnd(record, start);
        if (end == record.length || record[end] != '"') {
            return -1;
        }
        if (types[column] == ColumnType.STRING) {
            row.setBytes(column, record, start, end - start);
            return end + 1;
        }
        if (types[column] == ColumnType.JSON) {
            row.setBytes(column, record, start - 1, end - start + 2);
            return end + 1;
        }
        boolean trimmed = end > start && record[start] != ' ' && record[end - 1] != ' ';
        return trimmed && writer.parser(column).parse(record, start, end, row, column) ? end + 1 : -1;
    }

    /** Represents a value of a template and the bytes before it, or the bytes after the last value. */
    private static final class Step {
        /** In place of the column after the last value. */
        static final int END = -2;

        private final LiteralMatcher literal;
        private final int column;
        /** The first of the steps that may follow; the others are its siblings. */
        private Step next;

        private Step sibling;
        /** Columns of whole objects and arrays with fields inside, at an end. */
        private NestedText[] texts = {};
        /** Columns without a value, at an end. */
        private int[] absent = {};
        /** Number of fields that no column uses, at an end. */
        private int ignored;

        Step() {
            this(null, NONE);
        }

        /** @param column of the value, {@link #NONE} for a value to skip, or {@link #END} */
        Step(LiteralMatcher literal, int column) {
            this.literal = literal;
            this.column = column;
        }
    }

    /**
     * Locates the text of an object or array by the literals in which it begins and ends.
     *
     * @param firstValue position of the value after the literal in which it begins
     * @param start bytes from its start to the end of that literal
     * @param endValue position of the value after the literal in which it ends
     * @param end bytes from its end to the end of that literal
     */
    private record NestedText(int column, int firstValue, int start, int endValue, int end) {
        static NestedText of(JsonScanner.Container container, int column, JsonScanner scanner, int recordLength) {
            int first = container.firstValue();
            int last = container.endValue();
            return new NestedText(
                    column,
                    first,
                    literalEnd(first, scanner, recordLength) - container.start(),
                    last,
                    literalEnd(last, scanner, recordLength) - container.end());
        }

        private static int literalEnd(int value, JsonScanner scanner, int recordLength) {
            return value == scanner.valueCount() ? recordLength : scanner.valueStart(value);
        }
    }
}
