package io.arrowgate.tools.local.fault;

/**
 * Describes a response that a client gets instead of the server's: one of a gateway or load balancer, or a ClickHouse error.
 *
 * @param name for the console
 * @param fields header fields, each with its line end
 */
public record InjectedResponse(String name, int status, String fields, String body) {
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final String TEXT = "Content-Type: text/plain; charset=UTF-8\r\n";

    /** Creates a redirect to the server's health check. */
    static InjectedResponse redirect(int status) {
        return new InjectedResponse("status " + status, status, "Location: /ping\r\n" + HTML, "");
    }

    /** Creates a success response that does not come from the server. */
    static InjectedResponse success(String name, String body) {
        return new InjectedResponse("status 200, " + name, 200, HTML, body);
    }

    /** Creates an error response of a gateway, without a ClickHouse error code. */
    static InjectedResponse gateway(int status) {
        return new InjectedResponse(
                "status " + status, status, HTML, "<html><body>%d from a gateway</body></html>\n".formatted(status));
    }

    /** Creates an error response of a gateway with a Retry-After header. */
    static InjectedResponse gatewayWithRetryAfter(int status) {
        InjectedResponse plain = gateway(status);
        return new InjectedResponse(plain.name, status, plain.fields + "Retry-After: 1\r\n", plain.body);
    }

    /** Creates a ClickHouse error response. */
    static InjectedResponse clickHouse(int status, int code, String name, String text) {
        return new InjectedResponse(
                "code %d, status %d".formatted(code, status),
                status,
                TEXT + "X-ClickHouse-Exception-Code: " + code + "\r\n",
                "Code: %d. DB::Exception: %s. (%s) (version 26.7.3.1)\n".formatted(code, text, name));
    }
}
