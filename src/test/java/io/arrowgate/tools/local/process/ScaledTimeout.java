package io.arrowgate.tools.local.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Ends each hanging test of a class after a timeout, scaled by the speed of the machine. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ScaledTimeout.Interceptor.class)
public @interface ScaledTimeout {
    /** Returns the timeout on the reference machine of {@link MachineSpeed}. */
    long seconds();

    /** Runs test methods in a thread that the timeout interrupts. */
    final class Interceptor implements InvocationInterceptor {
        @Override
        public void interceptTestMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
            long seconds = context.getRequiredTestClass()
                    .getAnnotation(ScaledTimeout.class)
                    .seconds();
            Assertions.assertTimeoutPreemptively(MachineSpeed.seconds(seconds), invocation::proceed);
        }
    }
}
