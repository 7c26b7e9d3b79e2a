package io.arrowgate.decode.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.arrowgate.stream.column.ColumnDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Creates the value parser of each column type. */
public final class ValueParsers {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private ValueParsers() {}

    /**
     * Creates the parser of a column.
     *
     * @param zone of times without an offset
     */
    public static ValueParser of(ColumnDefinition column, ZoneId zone) {
        return switch (column.type()) {
            case STRING -> ValueParsers::parseString;
            case JSON -> ValueParsers::parseJson;
            case BOOLEAN -> new BooleanParser();
            case INT32 -> IntegerParser.signed(Integer.SIZE);
            case INT64 -> IntegerParser.signed(Long.SIZE);
            case UINT64 -> IntegerParser.unsigned(Long.SIZE);
            case FLOAT32 -> new FloatParser();
            case FLOAT64 -> new DoubleParser();
            case DATE -> new DateParser(column.formats(), zone);
            case TIMESTAMP -> new TimestampParser(column.formats(), zone);
        };
    }

    private static boolean parseString(byte[] bytes, int start, int end, RowBuffer row, int column) {
        row.setBytes(column, bytes, start, end - start);
        return true;
    }

    /** Accepts text that is one JSON value, and keeps it unchanged. */
    private static boolean parseJson(byte[] bytes, int start, int end, RowBuffer row, int column) {
        try (JsonParser parser = JSON.createParser(new String(bytes, start, end - start, StandardCharsets.UTF_8))) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        row.setBytes(column, bytes, start, end - start);
        return true;
    }
}
