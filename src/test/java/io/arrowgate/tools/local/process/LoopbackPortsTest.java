package io.arrowgate.tools.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    /** Lowest ephemeral port of Linux, macOS and Windows. */
    private static final int EPHEMERAL = 32_768;

    @Test
    void outgoingConnectionsDoNotTakeFreePorts() {
        assertThat(IntStream.range(0, 50).map(i -> LoopbackPorts.claim(0, "--kafka-port")))
                .allMatch(port -> port >= 1024 && port < EPHEMERAL);
        assertThat(LoopbackPorts.free()).isBetween(1024, EPHEMERAL - 1);
    }

    @Test
    void takenPortNamesItsOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LoopbackPorts.claim(taken.getLocalPort(), "--kafka-port"))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("--kafka-port");
        }
    }

    @Test
    void impossiblePortIsRejected() {
        assertThatThrownBy(() -> LoopbackPorts.claim(65_536, "--kafka-port"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
    }
}
