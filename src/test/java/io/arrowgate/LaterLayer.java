package io.arrowgate;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Matches classes that depend on a layer that stands later in an order, or that belong to no layer. */
final class LaterLayer extends ArchCondition<JavaClass> {
    private final List<String> layers;
    /** By package, because there are many more dependencies than packages. */
    private final Map<String, Integer> positions = new HashMap<>();

    LaterLayer(List<String> layers) {
        super("depend on a later layer");
        this.layers = layers;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        int own = layerOf(type);
        if (own < 0) {
            events.add(SimpleConditionEvent.satisfied(type, type.getName() + " belongs to no layer"));
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            boolean later = layerOf(dependency.getTargetClass()) > own;
            events.add(new SimpleConditionEvent(dependency, later, dependency.getDescription()));
        }
    }

    /** Returns the position of the class's layer; -1 for library classes. A layer that contains other layers has no sub-packages. */
    private int layerOf(JavaClass type) {
        return positions.computeIfAbsent(type.getPackageName(), this::layerOf);
    }

    private int layerOf(String packageName) {
        for (int layer = 0; layer < layers.size(); layer++) {
            String name = layers.get(layer);
            boolean containsLayers = layers.stream().anyMatch(other -> other.startsWith(name + "."));
            if (packageName.equals(name) || (!containsLayers && packageName.startsWith(name + "."))) {
                return layer;
            }
        }
        return -1;
    }
}
