package io.arrowgate.tools.local.fault;

import java.util.Optional;

/** Decides which requests get another response than the server's. */
@FunctionalInterface
public interface ResponseInterceptor {
    /** Leaves every request alone. */
    ResponseInterceptor NONE = request -> Optional.empty();

    /** Called by the threads of all connections, once for each request. */
    Optional<Interception> intercept(ProxiedRequest request);

    /** Gives every request the same response, and the server none of them. */
    static ResponseInterceptor always(InjectedResponse response) {
        return request -> Optional.of(new Interception(response, false));
    }

    /**
     * What becomes of one request.
     *
     * @param executed whether the server executes it all the same
     */
    record Interception(InjectedResponse response, boolean executed) {}
}
