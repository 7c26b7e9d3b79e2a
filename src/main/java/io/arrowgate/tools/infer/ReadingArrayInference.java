package io.arrowgate.tools.infer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Finds the array inside JSON records whose elements are the readings. */
final class ReadingArrayInference {
    private ReadingArrayInference() {}

    /**
     * Returns the names that lead to the array, separated by dots; null if the records themselves are readings.
     *
     * <p>The array has objects in every record, and is named like readings or holds what the record lacks: its time or its numbers.
     * Of several arrays, it is the longest.
     */
    static String find(List<JsonNode> records) {
        Map<String, Long> elements = new LinkedHashMap<>();
        records.stream().limit(1).forEach(record -> addArrays(record, "", elements));
        elements.keySet().removeIf(path -> !isInAll(path, records) || !holdsReadings(path, records.get(0)));
        return elements.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** Returns the array, or a missing node. */
    static JsonNode array(JsonNode record, String path) {
        JsonNode node = record;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }

    /** Removes the array from the record; returns it. */
    static JsonNode remove(JsonNode record, String path) {
        int last = path.lastIndexOf('.');
        JsonNode around = last < 0 ? record : array(record, path.substring(0, last));
        JsonNode elements = array(record, path);
        if (around instanceof ObjectNode object) {
            object.remove(path.substring(last + 1));
        }
        return elements;
    }

    private static void addArrays(JsonNode object, String prefix, Map<String, Long> elements) {
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            // Such a name would need quotes, which array() does not read.
            if (field.getKey().isBlank() || field.getKey().matches("(?s).*[.\\[\"*].*")) {
                return;
            }
            if (value.isObject()) {
                addArrays(value, prefix + field.getKey() + ".", elements);
            } else if (isArrayOfObjects(value)) {
                elements.put(prefix + field.getKey(), (long) value.size());
            }
        });
    }

    private static boolean isInAll(String path, List<JsonNode> records) {
        return records.stream().allMatch(record -> isArrayOfObjects(array(record, path)));
    }

    private static boolean isArrayOfObjects(JsonNode node) {
        return node.isArray()
                && !node.isEmpty()
                && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isObject);
    }

    private static boolean holdsReadings(String path, JsonNode record) {
        JsonNode element = array(record, path).get(0);
        return new FieldWords(path).isReadings() || (hasTime(element) && !hasTime(record)) || !hasNumber(record);
    }

    private static boolean hasTime(JsonNode object) {
        return object.properties().stream()
                .anyMatch(field -> field.getValue().isObject()
                        ? hasTime(field.getValue())
                        : profile(field).type().isTemporal());
    }

    private static boolean hasNumber(JsonNode object) {
        return object.properties().stream()
                .anyMatch(field -> field.getValue().isObject()
                        ? hasNumber(field.getValue())
                        : field.getValue().isNumber() && !profile(field).type().isTemporal());
    }

    private static FieldProfile profile(Map.Entry<String, JsonNode> field) {
        FieldProfile profile = new FieldProfile(field.getKey());
        if (field.getValue().isValueNode()) {
            profile.add(field.getValue().asText(), !field.getValue().isTextual());
        }
        return profile;
    }
}
