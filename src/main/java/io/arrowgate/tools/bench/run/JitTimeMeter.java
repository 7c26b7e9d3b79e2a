package io.arrowgate.tools.bench.run;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Measures the time that the just-in-time compiler has worked since the construction of this object. */
public final class JitTimeMeter {
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final long startMillis = compiler.getTotalCompilationTime();

    public double seconds() {
        return (compiler.getTotalCompilationTime() - startMillis) / (double) TimeUnit.SECONDS.toMillis(1);
    }
}
