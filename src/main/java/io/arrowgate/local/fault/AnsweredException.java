package io.arrowgate.local.fault;

import java.io.IOException;

/** Ends a request at the phase that it has come to: its client gets this response. */
final class AnsweredException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient InjectedResponse response;

    AnsweredException(InjectedResponse response) {
        super("answered with " + response.name());
        this.response = response;
    }

    InjectedResponse response() {
        return response;
    }
}
