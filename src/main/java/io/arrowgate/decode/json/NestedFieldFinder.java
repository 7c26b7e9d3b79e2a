package io.arrowgate.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.arrowgate.stream.column.FieldPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds where in a JSON record a field is that a definition expects elsewhere, for the text of a dead letter. */
final class NestedFieldFinder {
    /** Bounds the text of a dead letter. */
    private static final int MAX_PATH_LENGTH = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private NestedFieldFinder() {}

    /**
     * Returns the path of the first nested value other than null with one of the names, or null. It may be inside of a text that is
     * JSON.
     */
    static String find(byte[] record, List<String> names) {
        List<String> wanted = names.stream().map(NestedFieldFinder::lastName).toList();
        return find(record, wanted, value -> value.isScalarValue() && value != JsonToken.VALUE_NULL);
    }

    /** Returns the path of the first nested array or object whose name is the last of a path, or null. */
    static String findContainer(byte[] record, FieldPath path) {
        return find(record, List.of(lastName(path.toString())), JsonToken::isStructStart);
    }

    private static String find(byte[] record, List<String> wanted, Predicate<JsonToken> hasValue) {
        FieldPath path = find(new String(record, StandardCharsets.UTF_8), wanted, hasValue, List.of());
        return path == null || path.toString().length() > MAX_PATH_LENGTH ? null : path.toString();
    }

    /** @param outer path of the text in the record */
    private static FieldPath find(
            String json, List<String> wanted, Predicate<JsonToken> hasValue, List<FieldPath.Step> outer) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonStreamContext context = parser.getParsingContext();
                if (token == JsonToken.VALUE_STRING
                        && outer.isEmpty()
                        && LibraryJsonReader.holdsJson(parser.getText())) {
                    FieldPath inside = find(
                            parser.getText(),
                            wanted,
                            hasValue,
                            path(context, outer).steps());
                    if (inside != null) {
                        return inside;
                    }
                }
                boolean nested = token == JsonToken.FIELD_NAME
                        && !(outer.isEmpty() && context.getParent().inRoot());
                if (nested && isOneOf(wanted, context.getCurrentName()) && hasValue.test(parser.nextToken())) {
                    return path(context, outer);
                }
            }
        } catch (IOException e) {
            // A text that is not JSON, or for a record, which has been read before, a limit of the library.
            return null;
        }
        return null;
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

    private static FieldPath path(JsonStreamContext innermost, List<FieldPath.Step> outer) {
        Deque<FieldPath.Step> steps = new ArrayDeque<>();
        for (JsonStreamContext context = innermost; !context.inRoot(); context = context.getParent()) {
            steps.addFirst(
                    context.inArray()
                            ? new FieldPath.Step(null, context.getCurrentIndex())
                            : new FieldPath.Step(context.getCurrentName(), 0));
        }
        return new FieldPath(Stream.concat(outer.stream(), steps.stream()).toList());
    }
}
