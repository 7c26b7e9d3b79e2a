package io.arrowgate.decode.json;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.value.NonFiniteWord;
import java.nio.charset.StandardCharsets;

/**
 * Finds the first syntax error of a record that {@link LibraryJsonReader} rejected, and describes it for a dead letter. The library's
 * own messages name its Java options.
 */
final class JsonSyntaxChecker {
    /** The limits of the library. */
    private static final int MAX_DEPTH = 1_000;

    private static final int MAX_NUMBER_LENGTH = 1_000;

    /** Bytes of the excerpt that precede the error. */
    private static final int BEFORE = 15;

    private final byte[] json;
    private int at;

    private JsonSyntaxChecker(byte[] json) {
        this.json = json;
    }

    /** Returns the first error: its position, an excerpt and the correct form. */
    static String describe(byte[] json) {
        JsonSyntaxChecker checker = new JsonSyntaxChecker(json);
        String problem = checker.check();
        return "not JSON: %s, at byte %d%s"
                .formatted(
                        problem == null ? "a value that the decoder does not accept" : problem,
                        checker.at,
                        checker.excerpt());
    }

    private String excerpt() {
        int start = Math.max(0, at - BEFORE);
        while (start < at && (json[start] & 0xC0) == 0x80) {
            start++;
        }
        return start >= json.length ? "" : " near '%s'".formatted(ByteRanges.excerpt(json, start, json.length));
    }

    private String check() {
        at = ByteRanges.skipWhiteSpace(json, 0);
        String problem = value(0);
        if (problem == null) {
            skipWhiteSpace();
            if (at < json.length) {
                problem = comment() ? "a comment, which JSON does not have" : "something follows the value";
            }
        }
        return problem;
    }

    /** Returns the problem of the value here; null if it has none, and {@link #at} is after it. */
    private String value(int depth) {
        if (at == json.length) {
            return cut();
        }
        if (depth > MAX_DEPTH) {
            return "more than %d levels of nesting".formatted(MAX_DEPTH);
        }
        return switch (json[at]) {
            case '{' -> elements('}', depth);
            case '[' -> elements(']', depth);
            case '"' -> string();
            default -> scalar();
        };
    }

    private String elements(char close, int depth) {
        boolean object = close == '}';
        at++;
        skipWhiteSpace();
        if (is(close)) {
            at++;
            return null;
        }
        while (true) {
            String problem = object ? name() : null;
            problem = problem == null ? value(depth + 1) : problem;
            if (problem != null) {
                return problem;
            }
            skipWhiteSpace();
            if (is(close)) {
                at++;
                return null;
            }
            if (!is(',')) {
                return noSeparator(object);
            }
            int comma = at++;
            skipWhiteSpace();
            if (is(close)) {
                at = comma;
                return "a comma before the closing %s".formatted(object ? "brace" : "bracket");
            }
        }
    }

    private String noSeparator(boolean object) {
        if (at == json.length) {
            return cut();
        }
        if (comment()) {
            return "a comment, which JSON does not have";
        }
        return "no comma between %s".formatted(object ? "two fields" : "two elements");
    }

    /** Checks a name and the colon after it. */
    private String name() {
        if (at == json.length) {
            return cut();
        }
        if (json[at] != '"') {
            return noName();
        }
        String problem = string();
        if (problem != null) {
            return problem;
        }
        skipWhiteSpace();
        if (at == json.length) {
            return cut();
        }
        if (!is(':')) {
            return "no colon after a name";
        }
        at++;
        skipWhiteSpace();
        return null;
    }

    private String noName() {
        if (is('\'')) {
            return "a name in single quotes, where JSON has double quotes";
        }
        if (comment()) {
            return "a comment, which JSON does not have";
        }
        return isWordByte(json[at]) ? "a name without double quotes" : "no name where a field begins";
    }

    private String string() {
        int start = at;
        for (at++; at < json.length && json[at] != '"'; at++) {
            if (json[at] >= 0 && json[at] < ' ') {
                return "a control character (0x%02x) in a string, where JSON has an escape such as \\n"
                        .formatted(json[at]);
            }
            if (json[at] == '\\' && at + 1 < json.length) {
                if (!isEscape(at + 1)) {
                    return "an escape that JSON does not have";
                }
                at++;
            }
        }
        if (at >= json.length) {
            at = start;
            return "a string that is not closed; the record may be cut";
        }
        at++;
        return null;
    }

    private boolean isEscape(int letter) {
        if (json[letter] != 'u') {
            return "\"\\/bfnrt".indexOf(json[letter]) >= 0;
        }
        for (int i = letter + 1; i <= letter + 4; i++) {
            if (i >= json.length || Character.digit(json[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private String scalar() {
        int start = at;
        int end = at;
        while (end < json.length && isWordByte(json[end])) {
            end++;
        }
        String word = new String(json, start, Math.min(end - start, MAX_NUMBER_LENGTH + 1), StandardCharsets.UTF_8);
        if (word.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")
                || NonFiniteWord.matches(json, start, end)) {
            if (word.length() > MAX_NUMBER_LENGTH) {
                return "a number of more than %d characters".formatted(MAX_NUMBER_LENGTH);
            }
            at = end;
            return null;
        }
        return scalarProblem(word);
    }

    private String scalarProblem(String word) {
        if (is('\'')) {
            return "a string in single quotes, where JSON has double quotes";
        }
        if (comment()) {
            return "a comment, which JSON does not have";
        }
        if (word.isEmpty()) {
            return "no value";
        }
        if (word.matches("(?i)true|false|null|none|undefined|nil")) {
            return "a word in another spelling than JSON's true, false and null";
        }
        if (word.matches("[+-]?[0-9.].*")) {
            return "a number in another form than JSON's: no plus sign, no leading zeros, digits on both sides of the point";
        }
        return "text without double quotes";
    }

    private String cut() {
        return "the record ends too early; it may be cut";
    }

    private boolean comment() {
        return is('#') || (is('/') && at + 1 < json.length && (json[at + 1] == '/' || json[at + 1] == '*'));
    }

    private boolean is(char c) {
        return at < json.length && json[at] == c;
    }

    private void skipWhiteSpace() {
        at = ByteRanges.skipWhiteSpace(json, at);
    }

    private static boolean isWordByte(byte b) {
        return b < 0 || Character.isLetterOrDigit(b) || b == '_' || b == '.' || b == '+' || b == '-' || b == '$';
    }
}
