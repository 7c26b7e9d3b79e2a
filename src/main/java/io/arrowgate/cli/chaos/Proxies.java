package io.arrowgate.cli.chaos;

import io.arrowgate.local.fault.FaultProxy;
import io.arrowgate.local.fault.Interceptor;
import io.arrowgate.local.fault.Mode;
import io.arrowgate.local.fault.Phase;
import io.arrowgate.local.fault.ProxiedRequest;
import io.arrowgate.local.fault.Trap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Stands between the job and all of ClickHouse's endpoints: what one proxy does, all of them do. */
final class Proxies implements AutoCloseable {
    private final List<FaultProxy> proxies = new ArrayList<>();

    Proxies(List<String> endpoints) throws IOException {
        for (String endpoint : endpoints) {
            proxies.add(new FaultProxy(endpoint, Mode.PASS));
        }
    }

    /** The proxies' addresses, as {@code clickhouse.url} takes them. */
    String urls() {
        return proxies.stream().map(FaultProxy::url).collect(Collectors.joining(","));
    }

    void become(Mode mode) {
        proxies.forEach(proxy -> proxy.become(mode));
    }

    void interceptBy(Interceptor interceptor) {
        proxies.forEach(proxy -> proxy.interceptBy(interceptor));
    }

    /** Stops the first request of the kind, whatever its endpoint. */
    Trap trap(Phase phase, Predicate<ProxiedRequest> kind) {
        Trap trap = new Trap(phase, kind);
        proxies.forEach(proxy -> proxy.set(trap));
        return trap;
    }

    Duration lastInsertTime(String subject) {
        return proxies.stream()
                .map(proxy -> proxy.lastInsertTime(subject))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
    }
}
