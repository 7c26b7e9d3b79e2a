package io.arrowgate.batch.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArrowAllocatorsTest {
    @Test
    void jvmWithoutAccessToMemoryIsReportedWithTheMissingFlags() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutFlags.class.getName())
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output)
                .contains(
                        "MemoryAccessException: Arrow cannot access direct memory in this JVM (Java %d)"
                                .formatted(Runtime.version().feature()),
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow");
    }

    /** Creates an allocator in a JVM without flags. */
    static final class WithoutFlags {
        private WithoutFlags() {}

        public static void main(String[] args) {
            ArrowAllocators.limited(1 << 20).close();
        }
    }
}
