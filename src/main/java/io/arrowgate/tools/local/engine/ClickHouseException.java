package io.arrowgate.tools.local.engine;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Represents an error in ClickHouse's format: {@code Code: N. DB::Exception: text. (NAME)}. */
public final class ClickHouseException extends RuntimeException {
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");
    private static final int UNKNOWN_EXCEPTION = 1002;
    private static final int INTERNAL_SERVER_ERROR = 500;

    /**
     * Codes for which the server's exceptionCodeToHTTPStatus returns another HTTP status than 500: parse errors, unknown names,
     * missing rights and time-outs.
     */
    private static final Map<Integer, Integer> HTTP_STATUS = Map.ofEntries(
            Map.entry(6, 400),
            Map.entry(25, 400),
            Map.entry(26, 400),
            Map.entry(27, 400),
            Map.entry(36, 400),
            Map.entry(38, 400),
            Map.entry(41, 400),
            Map.entry(53, 400),
            Map.entry(62, 400),
            Map.entry(69, 400),
            Map.entry(72, 400),
            Map.entry(117, 400),
            Map.entry(167, 400),
            Map.entry(168, 400),
            Map.entry(456, 400),
            Map.entry(192, 403),
            Map.entry(193, 403),
            Map.entry(516, 403),
            Map.entry(46, 404),
            Map.entry(47, 404),
            Map.entry(50, 404),
            Map.entry(56, 404),
            Map.entry(60, 404),
            Map.entry(63, 404),
            Map.entry(73, 404),
            Map.entry(81, 404),
            Map.entry(115, 404),
            Map.entry(336, 404),
            Map.entry(159, 408),
            Map.entry(48, 501),
            Map.entry(209, 503));

    private final int code;

    /** Creates an exception with the engine's own message. */
    ClickHouseException(String message) {
        super(message.stripTrailing());
        Matcher matcher = CODE.matcher(message);
        this.code = matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN_EXCEPTION;
    }

    /** Creates an error of the HTTP interface with the server's code and name for it. */
    public ClickHouseException(int code, String name, String text) {
        super("Code: " + code + ". DB::Exception: " + text + ". (" + name + ")");
        this.code = code;
    }

    public int code() {
        return code;
    }

    public int httpStatus() {
        return HTTP_STATUS.getOrDefault(code, INTERNAL_SERVER_ERROR);
    }
}
