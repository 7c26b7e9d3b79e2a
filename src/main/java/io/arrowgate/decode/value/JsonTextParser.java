package io.arrowgate.decode.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Accepts text that is one JSON value, and keeps it unchanged. */
final class JsonTextParser implements ValueParser {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        try (JsonParser parser = FACTORY.createParser(new String(bytes, start, end - start, StandardCharsets.UTF_8))) {
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
