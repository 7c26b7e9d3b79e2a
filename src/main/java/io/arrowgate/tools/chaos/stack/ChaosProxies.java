package io.arrowgate.tools.chaos.stack;

import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxiedRequest;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RequestBreakpoint;
import io.arrowgate.tools.local.fault.RequestPhase;
import io.arrowgate.tools.local.fault.ResponseInterceptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Proxies all ClickHouse endpoints and keeps the proxies in the same mode. */
public final class ChaosProxies implements AutoCloseable {
    private final List<FaultProxy> proxies = new ArrayList<>();

    ChaosProxies(List<String> endpoints) throws IOException {
        for (String endpoint : endpoints) {
            proxies.add(new FaultProxy(endpoint, ProxyMode.PASS));
        }
    }

    /** Returns the proxies' addresses in the format of {@code clickhouse.url}. */
    String urls() {
        return proxies.stream().map(FaultProxy::url).collect(Collectors.joining(","));
    }

    public void setMode(ProxyMode proxyMode) {
        proxies.forEach(proxy -> proxy.setMode(proxyMode));
    }

    public void setInterceptor(ResponseInterceptor responseInterceptor) {
        proxies.forEach(proxy -> proxy.setInterceptor(responseInterceptor));
    }

    /** Stops the first matching request to any endpoint. */
    public RequestBreakpoint breakAt(RequestPhase requestPhase, Predicate<ProxiedRequest> kind) {
        RequestBreakpoint requestBreakpoint = new RequestBreakpoint(requestPhase, kind);
        proxies.forEach(proxy -> proxy.setBreakpoint(requestBreakpoint));
        return requestBreakpoint;
    }

    public Duration lastInsertTime(String subject) {
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
