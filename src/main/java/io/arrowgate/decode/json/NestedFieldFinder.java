package io.arrowgate.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.arrowgate.stream.column.FieldPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds where in a JSON record a field is that a definition expects elsewhere, for the text of a dead letter. */
final class NestedFieldFinder {
    /** Bounds the text of a dead letter. */
    private static final int MAX_PATH_LENGTH = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private NestedFieldFinder() {}

    /** Returns the path of the first nested value other than null with one of the names, or null. */
    static String find(byte[] record, List<String> names) {
        List<String> wanted = names.stream().map(NestedFieldFinder::lastName).toList();
        try (JsonParser parser = FACTORY.createParser(new String(record, StandardCharsets.UTF_8))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonStreamContext context = parser.getParsingContext();
                boolean nested =
                        token == JsonToken.FIELD_NAME && !context.getParent().inRoot();
                if (nested && isOneOf(wanted, context.getCurrentName()) && hasValue(parser)) {
                    String path = path(context).toString();
                    return path.length() > MAX_PATH_LENGTH ? null : path;
                }
            }
        } catch (IOException e) {
            // The record has been read before, so this is a limit of the library.
            return null;
        }
        return null;
    }

    private static boolean hasValue(JsonParser parser) throws IOException {
        JsonToken value = parser.nextToken();
        return value.isScalarValue() && value != JsonToken.VALUE_NULL;
    }

    private static boolean isOneOf(List<String> wanted, String name) {
        return wanted.stream().anyMatch(one -> one.strip().equalsIgnoreCase(name.strip()));
    }

    /** Returns the name of the last object field of a path. */
    private static String lastName(String text) {
        List<FieldPath.Step> steps = FieldPath.parse(text).steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (!steps.get(i).isElement()) {
                return steps.get(i).name();
            }
        }
        return text;
    }

    private static FieldPath path(JsonStreamContext innermost) {
        List<FieldPath.Step> steps = new ArrayList<>();
        for (JsonStreamContext context = innermost; !context.inRoot(); context = context.getParent()) {
            steps.add(
                    context.inArray()
                            ? new FieldPath.Step(null, context.getCurrentIndex())
                            : new FieldPath.Step(context.getCurrentName(), 0));
        }
        Collections.reverse(steps);
        return new FieldPath(steps);
    }
}
