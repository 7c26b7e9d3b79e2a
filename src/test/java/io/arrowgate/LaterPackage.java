package io.arrowgate;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** Depending on a package that stands later in an order. */
final class LaterPackage extends ArchCondition<JavaClass> {
    private final List<String> order;

    LaterPackage(List<String> order) {
        super("depend on a later package");
        this.order = order;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        int own = order.indexOf(type.getPackageName());
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            boolean later = order.indexOf(dependency.getTargetClass().getPackageName()) > own;
            events.add(new SimpleConditionEvent(dependency, later, dependency.getDescription()));
        }
    }
}
