package io.arrowgate.tools.infer;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.stream.column.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists the fields of JSON records by the names and paths that a definition reads them with: scalars, and arrays and objects that are
 * one column.
 */
final class JsonRecordFields {
    /** Deeper values are not listed. */
    private static final int MAX_STEPS = 8;
    /** Further fields of an object are not examined for containers: it is a map. */
    private static final int MAX_EXAMINED = 1_000;
    /** Limits memory. */
    private static final int MAX_SHAPES = 50_000;

    private final Map<String, JsonContainerShape> shapes = new HashMap<>();

    /** @param records that decide which arrays and objects are one column */
    JsonRecordFields(List<JsonNode> records) {
        records.forEach(record -> addShapes(List.of(), record));
    }

    private void addShapes(List<FieldPath.Step> path, JsonNode container) {
        if (!container.isContainerNode() || path.size() >= MAX_STEPS || shapes.size() >= MAX_SHAPES) {
            return;
        }
        shapes.computeIfAbsent(name(path), name -> new JsonContainerShape()).add(container);
        if (container.isArray()) {
            for (int i = 0; i < Math.min(container.size(), JsonContainerShape.MAX_ELEMENTS); i++) {
                addShapes(plus(path, new FieldPath.Step(null, i)), container.get(i));
            }
        } else {
            container.properties().stream()
                    .limit(MAX_EXAMINED)
                    .forEach(field -> addShapes(plus(path, new FieldPath.Step(field.getKey(), 0)), field.getValue()));
        }
    }

    /** Returns the values of the fields of a record. */
    Map<String, JsonNode> of(JsonNode record) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        addField(List.of(), record, fields);
        return fields;
    }

    private void addField(List<FieldPath.Step> path, JsonNode value, Map<String, JsonNode> fields) {
        String name = name(path);
        if (!path.isEmpty() && (!value.isContainerNode() || whyJson(name) != null)) {
            if (isReadAs(name, path)) {
                fields.putIfAbsent(name, value);
            }
        } else if (path.size() < MAX_STEPS && value.isObject()) {
            value.properties()
                    .forEach(field ->
                            addField(plus(path, new FieldPath.Step(field.getKey(), 0)), field.getValue(), fields));
        } else if (path.size() < MAX_STEPS && value.isArray()) {
            JsonContainerShape shape = shapes.get(name);
            int elements = shape == null || shape.isOfObjects() ? 1 : JsonContainerShape.MAX_ELEMENTS;
            for (int i = 0; i < Math.min(value.size(), elements); i++) {
                addField(plus(path, new FieldPath.Step(null, i)), value.get(i), fields);
            }
        }
    }

    /** Returns why the arrays and objects of a name are one column; null if they are not. */
    String whyJson(String name) {
        JsonContainerShape shape = shapes.get(name);
        return shape == null ? null : shape.whyJson();
    }

    /** Returns the largest number of elements of the array of objects of whose first element the field is; 0 if it is of none. */
    int elementsAround(String name) {
        int end = name.lastIndexOf("[0]");
        JsonContainerShape shape = end < 0 ? null : shapes.get(name.substring(0, end));
        return shape == null || !shape.isOfObjects() ? 0 : shape.mostElements();
    }

    private static List<FieldPath.Step> plus(List<FieldPath.Step> path, FieldPath.Step step) {
        List<FieldPath.Step> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static String name(List<FieldPath.Step> path) {
        if (path.isEmpty() || path.get(0).isElement()) {
            return new FieldPath(path).toString();
        }
        String first = new FieldPath(path.subList(0, 1)).toString();
        return DefinitionNames.literal(path.get(0).name())
                + new FieldPath(path).toString().substring(first.length());
    }

    /** Returns whether a definition can name the field; it cannot name one with a quote and a dot, or without a name. */
    private static boolean isReadAs(String name, List<FieldPath.Step> path) {
        try {
            return FieldPath.parse(name).steps().equals(path);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
