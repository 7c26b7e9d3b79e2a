package io.arrowgate.batch.arrow;

/** Reports that the JVM was started without the flags that allow Arrow to access direct memory. */
public final class MemoryAccessException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MemoryAccessException(Throwable cause) {
        super(
                ("Arrow cannot access direct memory in this JVM (Java %d). Start it with --add-opens=java.base/java.nio=ALL-UNNAMED"
                                + " and, from Java 24 on, --sun-misc-unsafe-memory-access=allow; on a Flink cluster set"
                                + " env.java.opts.all as in flink-conf/config.yaml.")
                        .formatted(Runtime.version().feature()),
                cause);
    }
}
