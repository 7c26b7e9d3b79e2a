package io.arrowgate.stream;

import static io.arrowgate.stream.Checks.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the SQL expressions of a definition to names, numbers, texts, calls and arithmetic: to what cannot end the statement that it
 * is put into, or begin another one.
 *
 * <p>Operands and operators take turns. So neither a comment, which begins with two operators, nor a keyword, which would stand beside
 * a name, gets through.
 */
final class Expressions {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<blank>\\s+)|(?<call>[A-Za-z_]\\w*\\s*\\()|(?<operand>[A-Za-z_]\\w*|`[A-Za-z_]\\w*`|\\d+(\\.\\d+)?|'[^'\\\\]*')"
                    + "|(?<open>\\()|(?<close>\\))|(?<comma>,)|(?<operator>[-+*/%])");

    private final Deque<Boolean> brackets = new ArrayDeque<>();
    private boolean operandIsDue = true;
    private boolean mayClose;

    private Expressions() {}

    /** The expression itself, if it is one. */
    static String checked(String field, String expression) {
        check(
                new Expressions().isWhole(expression),
                field,
                expression,
                "is no expression of column names, numbers, 'texts', calls and + - * / %");
        return expression;
    }

    private boolean isWhole(String expression) {
        Matcher token = TOKEN.matcher(expression);
        int position = 0;
        while (token.find(position) && token.start() == position) {
            if (token.group("blank") == null && !take(token)) {
                return false;
            }
            position = token.end();
            if (position == expression.length()) {
                return brackets.isEmpty() && !operandIsDue;
            }
        }
        return false;
    }

    /** Whether the token may stand where it does. */
    private boolean take(Matcher token) {
        boolean wasDue = operandIsDue;
        boolean mightClose = !wasDue || mayClose;
        mayClose = false;
        if (token.group("call") != null || token.group("open") != null) {
            // Only a call may have nothing in its brackets.
            mayClose = token.group("call") != null;
            brackets.push(true);
            return wasDue;
        }
        if (token.group("close") != null) {
            operandIsDue = false;
            return mightClose && brackets.poll() != null;
        }
        if (token.group("operand") != null) {
            operandIsDue = false;
            return wasDue;
        }
        operandIsDue = true;
        return !wasDue && (token.group("comma") == null || !brackets.isEmpty());
    }
}
