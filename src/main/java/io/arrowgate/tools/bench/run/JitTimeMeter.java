package io.arrowgate.tools.bench.run;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Reads how long the just-in-time compiler has worked; starts when made. */
public final class JitTimeMeter {
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final long startMillis = compiler.getTotalCompilationTime();

    public double seconds() {
        return (compiler.getTotalCompilationTime() - startMillis) / (double) TimeUnit.SECONDS.toMillis(1);
    }
}
