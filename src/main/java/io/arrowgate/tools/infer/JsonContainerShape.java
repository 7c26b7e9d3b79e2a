package io.arrowgate.tools.infer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Accumulates the sizes and names of the arrays and objects at one path of JSON records. */
final class JsonContainerShape {
    /** Arrays of more scalars are one column. */
    static final int MAX_ELEMENTS = 10;

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
            isOfObjects &= StreamSupport.stream(container.spliterator(), false).allMatch(JsonNode::isObject);
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
