package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private final Set<String> alive = new HashSet<>(Set.of("a", "b", "c"));
    private Instant now = Instant.EPOCH;

    private Endpoints endpoints(int preferred) {
        return new Endpoints(List.of("a", "b", "c"), preferred, alive::contains, () -> now);
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
        Endpoints endpoints = endpoints(0);
        assertThat(endpoints.giveUp("a")).isTrue();
        assertThat(endpoints.current()).isEqualTo("c");
    }

    @Test
    void serverIsKeptIfNoOtherOneAnswers() {
        alive.clear();
        Endpoints endpoints = endpoints(1);
        assertThat(endpoints.giveUp("b")).isFalse();
        assertThat(endpoints.current()).isEqualTo("b");
    }

    @Test
    void preferredServerIsUsedAgainOnceItAnswers() {
        Endpoints endpoints = endpoints(0);
        endpoints.giveUp("a");
        alive.remove("a");
        now = now.plus(Duration.ofSeconds(31));
        assertThat(endpoints.current()).isEqualTo("b");
        alive.add("a");
        assertThat(endpoints.current()).isEqualTo("b");
        now = now.plus(Duration.ofSeconds(31));
        assertThat(endpoints.current()).isEqualTo("a");
    }
}
