package io.arrowgate.tools.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmModuleFlagsTest {
    @Test
    void keepsOnlyModuleFlagsAndWhatMustPrecedeThem() {
        assertThat(JvmModuleFlags.of(List.of(
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx1g",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Duser.timezone=UTC",
                        "-javaagent:agent.jar")))
                .containsExactly(
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED");
    }
}
