package io.arrowgate.decode.csv;

import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.ValueSyntax;
import io.arrowgate.decode.value.ValueParser;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.CsvDialect;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Describes the numbers of a CSV dialect and the positions of fields. */
final class CsvValueSyntax implements ValueSyntax {
    private final CsvDialect dialect;
    private final FieldIndex fields;
    private final int[][] layouts;

    CsvValueSyntax(CsvDialect dialect, FieldIndex fields, int[][] layouts) {
        this.dialect = dialect;
        this.fields = fields;
        this.layouts = layouts;
    }

    @Override
    public ValueParser parser(ColumnType type, ValueParser plain) {
        if (dialect.hasPlainNumbers() || type.isText()) {
            return plain;
        }
        ValueParser localized = new LocalizedNumberParser(plain, dialect);
        // A time that is not a number has separators of its own.
        return type.isNumeric()
                ? localized
                : (bytes, start, end, row, column) ->
                        plain.parse(bytes, start, end, row, column) || localized.parse(bytes, start, end, row, column);
    }

    @Override
    public String plainNumber(String text) {
        if (dialect.decimal().equals(".") || !text.contains(".")) {
            return text.replace(dialect.thousands(), "").replace(dialect.decimal(), ".");
        }
        return dialect.thousands().equals(".") ? text.replace(".", "").replace(dialect.decimal(), ".") : "";
    }

    @Override
    public String numberForm() {
        return " (csv-dialect: decimal '%s', thousands '%s')".formatted(dialect.decimal(), dialect.thousands());
    }

    /** Names the fields and their positions, which may differ between layouts. */
    @Override
    public String location(ColumnDefinition column) {
        return column.source().stream().map(this::location).collect(Collectors.joining(" and "));
    }

    private String location(String name) {
        int field = fields.find(name);
        String positions = field == FieldIndex.UNKNOWN ? "" : positions(field);
        return positions.isEmpty() ? name : "%s (CSV field %s)".formatted(name, positions);
    }

    private String positions(int field) {
        return Arrays.stream(layouts)
                .filter(Objects::nonNull)
                .flatMapToInt(layout -> IntStream.range(0, layout.length).filter(position -> layout[position] == field))
                .distinct()
                .mapToObj(position -> String.valueOf(position + 1))
                .collect(Collectors.joining(" or "));
    }
}
