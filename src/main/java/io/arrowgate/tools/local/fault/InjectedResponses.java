package io.arrowgate.tools.local.fault;

import java.util.List;
import java.util.stream.Stream;

/** Lists the responses that load balancers, gateways and ClickHouse itself have been seen to send, by family. */
public final class InjectedResponses {
    public static final List<InjectedResponse> REDIRECTS =
            Stream.of(301, 302, 307).map(InjectedResponse::redirect).toList();

    public static final List<InjectedResponse> FOREIGN_SUCCESSES = List.of(
            InjectedResponse.success("HTML", "<html><body>Please sign in</body></html>\n"),
            InjectedResponse.success("empty", ""));

    public static final List<InjectedResponse> CLIENT_ERRORS = Stream.concat(
                    Stream.of(400, 401, 403, 404, 405, 413, 421).map(InjectedResponse::gateway),
                    Stream.of(429).map(InjectedResponse::gatewayWithRetryAfter))
            .toList();

    public static final List<InjectedResponse> SERVER_ERRORS = Stream.concat(
                    Stream.of(500, 502, 504).map(InjectedResponse::gateway),
                    Stream.of(503).map(InjectedResponse::gatewayWithRetryAfter))
            .toList();

    /** Errors that do not concern the content of a batch. */
    public static final List<InjectedResponse> CLICKHOUSE_ERRORS = List.of(
            InjectedResponse.clickHouse(500, 3, "UNEXPECTED_END_OF_FILE", "Unexpected end of file"),
            InjectedResponse.clickHouse(404, 60, "UNKNOWN_TABLE", "Table does not exist"),
            InjectedResponse.clickHouse(500, 74, "CANNOT_READ_FROM_FILE_DESCRIPTOR", "Cannot read from file"),
            InjectedResponse.clickHouse(500, 75, "CANNOT_WRITE_TO_FILE_DESCRIPTOR", "Cannot write to file"),
            InjectedResponse.clickHouse(500, 76, "CANNOT_OPEN_FILE", "Cannot open file"),
            InjectedResponse.clickHouse(500, 107, "FILE_DOESNT_EXIST", "File does not exist"),
            InjectedResponse.clickHouse(500, 164, "READONLY", "Cannot execute query in readonly mode"),
            InjectedResponse.clickHouse(500, 173, "CANNOT_ALLOCATE_MEMORY", "Cannot allocate memory"),
            InjectedResponse.clickHouse(429, 202, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many simultaneous queries"),
            InjectedResponse.clickHouse(503, 209, "SOCKET_TIMEOUT", "Timeout exceeded while reading from socket"),
            InjectedResponse.clickHouse(500, 241, "MEMORY_LIMIT_EXCEEDED", "Memory limit (total) exceeded"),
            InjectedResponse.clickHouse(500, 265, "QUERY_PROFILE_ERROR", "Cannot profile"),
            InjectedResponse.clickHouse(500, 364, "IP_ADDRESS_NOT_ALLOWED", "It is not allowed to connect from here"),
            InjectedResponse.clickHouse(500, 384, "PART_IS_LOST_FOREVER", "Part is lost forever"),
            InjectedResponse.clickHouse(403, 497, "ACCESS_DENIED", "Not enough privileges"),
            InjectedResponse.clickHouse(500, 999, "KEEPER_EXCEPTION", "Session expired"),
            InjectedResponse.clickHouse(500, 1002, "UNKNOWN_EXCEPTION", "Unknown exception"));

    /** A code that no version of ClickHouse has. */
    public static final List<InjectedResponse> UNKNOWN_CODES =
            List.of(InjectedResponse.clickHouse(500, 57005, "NOT_INVENTED_YET", "Something new"));

    /** ClickHouse's response to an insert whose body was lost. Two in a row would count as an error of the batch. */
    public static final List<InjectedResponse> EMPTY_STREAM = List.of(InjectedResponse.clickHouse(
            400, 117, "INCORRECT_DATA", "Error while reading ArrowStream data: the stream is empty"));

    /** ClickHouse's response to a wrong password. */
    public static final InjectedResponse AUTHENTICATION_FAILED = InjectedResponse.clickHouse(
            403,
            516,
            "AUTHENTICATION_FAILED",
            "Authentication failed: password is incorrect, or there is no user with such name");

    /** The response of a server whose merges lag behind. */
    public static final InjectedResponse TOO_MANY_PARTS = InjectedResponse.clickHouse(
            500,
            252,
            "TOO_MANY_PARTS",
            "Too many parts (3000 with average size of 1.00 MiB) in table 'table'. Merges are processing significantly"
                    + " slower than inserts");

    private InjectedResponses() {}

    /** Returns the responses that may be repeated any number of times. */
    public static List<InjectedResponse> lasting() {
        return Stream.of(
                        REDIRECTS,
                        FOREIGN_SUCCESSES,
                        CLIENT_ERRORS,
                        SERVER_ERRORS,
                        CLICKHOUSE_ERRORS,
                        UNKNOWN_CODES,
                        List.of(AUTHENTICATION_FAILED, TOO_MANY_PARTS))
                .flatMap(List::stream)
                .toList();
    }
}
