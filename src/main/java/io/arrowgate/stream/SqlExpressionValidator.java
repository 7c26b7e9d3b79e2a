package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Restricts the SQL expressions of a definition to names, numbers, texts, calls and arithmetic, so that they can neither
 * end the statement that contains them nor start another one. Only deterministic functions are allowed, which have no
 * side effects and access nothing but their arguments.
 *
 * <p>Operands and operators must alternate. This rejects comments, which start with two operators, and keywords, which
 * would follow a name.
 */
final class SqlExpressionValidator {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<blank>\\s+)|(?<call>[A-Za-z_]\\w*\\s*\\()|(?<operand>[A-Za-z_]\\w*|`[A-Za-z_]\\w*`|\\d+(\\.\\d+)?|'[^'\\\\]*')"
                    + "|(?<open>\\()|(?<close>\\))|(?<comma>,)|(?<operator>[-+*/%])");

    /** Matches a text or a call; texts are matched so that a call inside one is ignored. */
    private static final Pattern CALL = Pattern.compile("'[^']*'|([A-Za-z_]\\w*|`[^`]*`)\\s*\\(");

    private final Deque<Boolean> brackets = new ArrayDeque<>();
    private boolean expectsOperand = true;
    private boolean mayClose;

    private SqlExpressionValidator() {}

    /** Allowed functions in lower case; all others are rejected. */
    private static final Set<String> FUNCTIONS = Set.copyOf(List.of("""
            date_trunc datetrunc todate todate32 todatetime todatetime64 todayofmonth todayofweek todayofyear tohour
            toisoweek toisoyear tomonday tominute tomonth toquarter torelativedaynum torelativehournum
            torelativemonthnum torelativequarternum torelativeweeknum torelativeyearnum tosecond tostartofday
            tostartoffifteenminutes tostartofhour tostartofinterval tostartofisoyear tostartofminute tostartofmonth
            tostartofquarter tostartoftenminutes tostartofweek tostartofyear totimezone tounixtimestamp
            tounixtimestamp64micro tounixtimestamp64milli toweek toyear toyearweek toyyyymm toyyyymmdd
            toyyyymmddhhmmss tointervalday tointervalhour tointervalminute tointervalmonth tointervalquarter
            tointervalsecond tointervalweek tointervalyear adddays addhours addmonths subtractdays subtracthours
            subtractmonths
            abs ceil ceiling floor intdiv intdivorzero least greatest mod modulo positivemodulo round roundage
            rounddown roundduration sign trunc truncate toint8 toint16 toint32 toint64 touint8 touint16 touint32
            touint64 tofloat32 tofloat64 tostring
            concat empty endswith extract left length lower lowerutf8 match notempty position replaceall replaceone
            reverse right splitbychar startswith substr substring substringindex trim trimboth trimleft trimright
            upper upperutf8
            cityhash64 farmhash64 halfmd5 inthash32 inthash64 javahash jumpconsistenthash metrohash64 murmurhash2_32
            murmurhash2_64 murmurhash3_32 murmurhash3_64 siphash64 xxh3 xxhash32 xxhash64
            and assumenotnull coalesce equals greaterorequals if ifnull in less lessorequals greater multiif not
            notequals nullif or tuple
            """.strip().split("\\s+", -1)));

    /** Returns the expression if it is valid. */
    static String checked(String field, String expression) {
        check(
                new SqlExpressionValidator().isValid(expression),
                field,
                expression,
                "is not an expression of column names, numbers, 'texts', calls and + - * / %");
        Matcher call = CALL.matcher(expression);
        while (call.find()) {
            check(
                    call.group(1) == null || FUNCTIONS.contains(call.group(1).toLowerCase(Locale.ROOT)),
                    field,
                    expression,
                    "calls %s, which is not one of the allowed functions of times, numbers, texts and hashes"
                            .formatted(call.group(1)));
        }
        return expression;
    }

    private boolean isValid(String expression) {
        Matcher token = TOKEN.matcher(expression);
        int position = 0;
        while (token.find(position) && token.start() == position) {
            if (token.group("blank") == null && !take(token)) {
                return false;
            }
            position = token.end();
            if (position == expression.length()) {
                return brackets.isEmpty() && !expectsOperand;
            }
        }
        return false;
    }

    /** Consumes a token; returns whether it is allowed at its position. */
    private boolean take(Matcher token) {
        boolean expectedOperand = expectsOperand;
        boolean mightClose = !expectedOperand || mayClose;
        mayClose = false;
        if (token.group("call") != null || token.group("open") != null) {
            // Only a call may have empty brackets.
            mayClose = token.group("call") != null;
            brackets.push(true);
            return expectedOperand;
        }
        if (token.group("close") != null) {
            expectsOperand = false;
            return mightClose && brackets.poll() != null;
        }
        if (token.group("operand") != null) {
            expectsOperand = false;
            return expectedOperand;
        }
        expectsOperand = true;
        return !expectedOperand && (token.group("comma") == null || !brackets.isEmpty());
    }
}
