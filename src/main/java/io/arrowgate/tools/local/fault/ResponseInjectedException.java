package io.arrowgate.tools.local.fault;

import java.io.IOException;

/** Ends a request at its current phase with an injected response. */
final class ResponseInjectedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient InjectedResponse response;

    ResponseInjectedException(InjectedResponse response) {
        super("answered with " + response.name());
        this.response = response;
    }

    InjectedResponse response() {
        return response;
    }
}
