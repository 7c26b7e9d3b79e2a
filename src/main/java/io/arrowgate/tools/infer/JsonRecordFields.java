package io.arrowgate.tools.infer;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.stream.column.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

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

    private final Map<String, ContainerShape> shapes = new HashMap<>();

    /** @param records that decide which arrays and objects are one column */
    JsonRecordFields(List<JsonNode> records) {
        records.forEach(record -> addShapes(List.of(), record));
    }

    private void addShapes(List<FieldPath.Step> path, JsonNode container) {
        if (!container.isContainerNode() || path.size() >= MAX_STEPS || shapes.size() >= MAX_SHAPES) {
            return;
        }
        shapes.computeIfAbsent(name(path), name -> new ContainerShape()).add(container);
        if (container.isArray()) {
            for (int i = 0; i < Math.min(container.size(), ContainerShape.MAX_ELEMENTS); i++) {
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
            ContainerShape shape = shapes.get(name);
            int elements = shape == null || shape.isOfObjects() ? 1 : ContainerShape.MAX_ELEMENTS;
            for (int i = 0; i < Math.min(value.size(), elements); i++) {
                addField(plus(path, new FieldPath.Step(null, i)), value.get(i), fields);
            }
        }
    }

    /** Returns why the arrays and objects of a name are one column; null if they are not. */
    String whyJson(String name) {
        ContainerShape shape = shapes.get(name);
        return shape == null ? null : shape.whyJson();
    }

    /** Returns whether the objects of a name have ids as names. */
    boolean isMap(String name) {
        ContainerShape shape = shapes.get(name);
        return shape != null && shape.mostElements() == 0 && shape.whyJson() != null;
    }

    /** Returns the largest number of elements of the array of objects of whose first element the field is; 0 if it is of none. */
    int elementsAround(String name) {
        int end = name.lastIndexOf("[0]");
        ContainerShape shape = end < 0 ? null : shapes.get(name.substring(0, end));
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

    /** Accumulates the sizes and names of the arrays and objects at one path of JSON records. */
    private static final class ContainerShape {
        /** Arrays of more scalars are one column. */
        private static final int MAX_ELEMENTS = 10;

        /** An object with more names is a map: its names are data, such as ids. */
        private static final int MAX_NAMES = 100;
        /** An object of so many objects with the same fields is a map, too. */
        private static final int MANY_ALIKE = 10;
        /** Limits memory. */
        private static final int MAX_COUNTED = 10_000;

        private final Set<String> names = new HashSet<>();
        /** The names inside each object of an object; an empty list for other values. */
        private final Set<List<String>> inner = new HashSet<>();

        private int leastElements = Integer.MAX_VALUE;
        private int mostElements;
        private boolean isOfObjects = true;

        /** Adds an array or object. */
        void add(JsonNode container) {
            if (container.isArray()) {
                leastElements = Math.min(leastElements, container.size());
                mostElements = Math.max(mostElements, container.size());
                isOfObjects &=
                        StreamSupport.stream(container.spliterator(), false).allMatch(JsonNode::isObject);
            } else if (names.size() < MAX_COUNTED) {
                container.properties().forEach(field -> {
                    names.add(field.getKey());
                    inner.add(names(field.getValue()));
                });
            }
        }

        private static List<String> names(JsonNode value) {
            List<String> names = new ArrayList<>();
            value.fieldNames().forEachRemaining(names::add);
            return names;
        }

        /** Returns why the containers are one column of type {@code json}; null if their values are columns. */
        String whyJson() {
            if (mostElements > 0 && !isOfObjects && (leastElements < mostElements || mostElements > MAX_ELEMENTS)) {
                return leastElements < mostElements
                        ? "arrays of %d to %d elements".formatted(leastElements, mostElements)
                        : "arrays of %d elements".formatted(mostElements);
            }
            boolean isAlike = inner.size() == 1 && !inner.contains(List.of());
            return names.size() > MAX_NAMES || (isAlike && names.size() >= MANY_ALIKE)
                    ? "objects with %,d%s names, which are values rather than fields"
                            .formatted(names.size(), names.size() < MAX_COUNTED ? "" : " or more")
                    : null;
        }

        /** Returns whether only the first element of an array has columns, because all elements are objects. */
        boolean isOfObjects() {
            return isOfObjects;
        }

        /** Returns the largest number of elements of an array; 0 if there is none. */
        int mostElements() {
            return mostElements;
        }
    }
}
