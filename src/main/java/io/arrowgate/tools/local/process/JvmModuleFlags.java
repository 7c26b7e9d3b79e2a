package io.arrowgate.tools.local.process;

import java.lang.management.ManagementFactory;
import java.util.List;

/** Passes the flags that allow access to JDK internals, direct memory and native code on to child JVMs. */
public final class JvmModuleFlags {
    /** Precedes flags that older JDKs do not know. */
    private static final String IGNORE_UNKNOWN = "-XX:+IgnoreUnrecognizedVMOptions";

    private JvmModuleFlags() {}

    /** Returns these flags of this JVM, in their order. */
    public static List<String> ofThisJvm() {
        return of(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    static List<String> of(List<String> flags) {
        return flags.stream()
                .filter(flag -> flag.equals(IGNORE_UNKNOWN) || flag.startsWith("--"))
                .toList();
    }
}
