package io.arrowgate.tools.local.http;

import io.arrowgate.tools.local.engine.ClickHouseException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds a user and a password, of the server or of a request. */
record Credentials(String user, String password) {
    private static final String BASIC = "Basic ";
    private static final Pattern ALTER_USER = Pattern.compile(
            "\\s*ALTER\\s+USER\\s+`?([\\w-]+)`?\\s+IDENTIFIED\\s+BY\\s+'((?:[^'\\\\]|'')*)'\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);

    /** Reads the credentials of a request: the headers X-ClickHouse-User and -Key, Basic authentication, or parameters. */
    static Credentials of(RequestParameters request) {
        String authorization = request.header("Authorization").orElse("");
        if (authorization.startsWith(BASIC)) {
            return ofBasic(authorization.substring(BASIC.length()));
        }
        if (request.header("X-ClickHouse-User").isPresent()) {
            return new Credentials(
                    request.header("X-ClickHouse-User").orElseThrow(),
                    request.header("X-ClickHouse-Key").orElse(""));
        }
        return new Credentials(
                request.parameter("user").orElse("default"),
                request.parameter("password").orElse(""));
    }

    private static Credentials ofBasic(String encoded) {
        try {
            String decoded = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0
                    ? new Credentials(decoded, "")
                    : new Credentials(decoded.substring(0, colon), decoded.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new ClickHouseException(516, "AUTHENTICATION_FAILED", "Invalid authentication: not base64");
        }
    }

    /**
     * Rejects a request with other credentials than these.
     *
     * @throws ClickHouseException 516
     */
    void check(Credentials given) {
        if (!same(user, given.user) || !same(password, given.password)) {
            throw new ClickHouseException(
                    516,
                    "AUTHENTICATION_FAILED",
                    given.user + ": Authentication failed: password is incorrect, or there is no user with such name");
        }
    }

    /** Returns the new credentials if a statement changes this user's password; otherwise empty. */
    Optional<Credentials> alteredBy(String statement) {
        Matcher alter = ALTER_USER.matcher(statement);
        return alter.matches() && alter.group(1).equals(user)
                ? Optional.of(new Credentials(user, alter.group(2).replace("''", "'")))
                : Optional.empty();
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
