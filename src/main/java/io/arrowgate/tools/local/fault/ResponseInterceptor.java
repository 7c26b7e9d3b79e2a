package io.arrowgate.tools.local.fault;

import java.util.Optional;

/** Decides which requests get an injected response. */
@FunctionalInterface
public interface ResponseInterceptor {
    /** Intercepts no request. */
    ResponseInterceptor NONE = request -> Optional.empty();

    /** Returns the response to inject, if any. Called once for each request, by the threads of all connections. */
    Optional<Interception> intercept(ProxiedRequest request);

    /** Gives every request the same response, and forwards none to the server. */
    static ResponseInterceptor always(InjectedResponse response) {
        return request -> Optional.of(new Interception(response, false));
    }

    /**
     * Describes the interception of one request.
     *
     * @param executed whether the server still executes the request
     */
    record Interception(InjectedResponse response, boolean executed) {}
}
