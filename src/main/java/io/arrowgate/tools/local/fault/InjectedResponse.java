package io.arrowgate.tools.local.fault;

/**
 * A response that a client gets instead of the server's: of a gateway or load balancer in between, or an error of ClickHouse.
 *
 * @param name for a line of output
 * @param fields header fields, each with its line end
 */
public record InjectedResponse(String name, int status, String fields, String body) {
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final String TEXT = "Content-Type: text/plain; charset=UTF-8\r\n";

    /** Sends the client to the server's health check. */
    static InjectedResponse redirect(int status) {
        return new InjectedResponse("status " + status, status, "Location: /ping\r\n" + HTML, "");
    }

    /** A success that the server knows nothing of. */
    static InjectedResponse success(String name, String body) {
        return new InjectedResponse("status 200, " + name, 200, HTML, body);
    }

    /** A status without any word of ClickHouse's. */
    static InjectedResponse gateway(int status) {
        return new InjectedResponse(
                "status " + status, status, HTML, "<html><body>%d from a gateway</body></html>\n".formatted(status));
    }

    /** The same with the seconds after which the client may come again. */
    static InjectedResponse gatewayWithRetryAfter(int status) {
        InjectedResponse plain = gateway(status);
        return new InjectedResponse(plain.name, status, plain.fields + "Retry-After: 1\r\n", plain.body);
    }

    /** An error as ClickHouse words it. */
    static InjectedResponse clickHouse(int status, int code, String name, String text) {
        return new InjectedResponse(
                "code %d, status %d".formatted(code, status),
                status,
                TEXT + "X-ClickHouse-Exception-Code: " + code + "\r\n",
                "Code: %d. DB::Exception: %s. (%s) (version 26.7.3.1)\n".formatted(code, text, name));
    }
}
