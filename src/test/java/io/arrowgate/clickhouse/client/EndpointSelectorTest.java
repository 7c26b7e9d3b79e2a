package io.arrowgate.clickhouse.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointSelectorTest {
    private final Set<String> alive = new HashSet<>(Set.of("a", "b", "c"));
    private Instant now = Instant.EPOCH;

    private EndpointSelector endpoints(int preferred) {
        return new EndpointSelector(List.of("a", "b", "c"), preferred, alive::contains, () -> now);
    }

    @Test
    void subtasksAreSpreadOverTheServers() {
        assertThat(endpoints(0).current()).isEqualTo("a");
        assertThat(endpoints(2).current()).isEqualTo("c");
        assertThat(endpoints(4).current()).isEqualTo("b");
    }

    @Test
    void failoverSkipsServersThatDoNotAnswer() {
        alive.remove("b");
        EndpointSelector endpointSelector = endpoints(0);
        assertThat(endpointSelector.abandon("a")).isTrue();
        assertThat(endpointSelector.current()).isEqualTo("c");
    }

    @Test
    void serverIsKeptIfNoOtherOneAnswers() {
        alive.clear();
        EndpointSelector endpointSelector = endpoints(1);
        assertThat(endpointSelector.abandon("b")).isFalse();
        assertThat(endpointSelector.current()).isEqualTo("b");
    }

    @Test
    void preferredServerIsUsedAgainOnceItAnswers() {
        EndpointSelector endpointSelector = endpoints(0);
        endpointSelector.abandon("a");
        alive.remove("a");
        now = now.plus(Duration.ofSeconds(31));
        assertThat(endpointSelector.current()).isEqualTo("b");
        alive.add("a");
        assertThat(endpointSelector.current()).isEqualTo("b");
        now = now.plus(Duration.ofSeconds(31));
        assertThat(endpointSelector.current()).isEqualTo("a");
    }
}
