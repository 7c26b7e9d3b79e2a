package io.arrowgate.cli.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Reads how long the just-in-time compiler has worked; starts when made. */
final class CompilerMeter {
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final long startMillis = compiler.getTotalCompilationTime();

    double seconds() {
        return (compiler.getTotalCompilationTime() - startMillis) / (double) TimeUnit.SECONDS.toMillis(1);
    }
}
