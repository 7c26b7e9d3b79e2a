package io.arrowgate.tools.infer;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.stream.column.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the fields of a JSON record by the names and paths that a definition reads them with. */
final class JsonRecordFields {
    /** Deeper values are not listed. */
    private static final int MAX_STEPS = 8;

    private JsonRecordFields() {}

    /** Returns the values of the fields in objects and in first elements of arrays. */
    static Map<String, JsonNode> of(JsonNode record) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        addFields(List.of(), record, fields);
        return fields;
    }

    private static void addFields(List<FieldPath.Step> path, JsonNode object, Map<String, JsonNode> fields) {
        object.properties().forEach(field -> {
            List<FieldPath.Step> steps = new ArrayList<>(path);
            steps.add(new FieldPath.Step(field.getKey(), 0));
            addField(steps, field.getValue(), fields);
        });
    }

    private static void addField(List<FieldPath.Step> path, JsonNode value, Map<String, JsonNode> fields) {
        if (!value.isContainerNode()) {
            String name = name(path);
            if (isReadAs(name, path)) {
                fields.putIfAbsent(name, value);
            }
        } else if (path.size() < MAX_STEPS && value.isObject()) {
            addFields(path, value, fields);
        } else if (path.size() < MAX_STEPS && !value.isEmpty()) {
            List<FieldPath.Step> first = new ArrayList<>(path);
            first.add(new FieldPath.Step(null, 0));
            addField(first, value.get(0), fields);
        }
    }

    private static String name(List<FieldPath.Step> path) {
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
