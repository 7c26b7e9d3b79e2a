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
 * Holds the SQL expressions of a definition to names, numbers, texts, calls and arithmetic: to what cannot end the statement that it
 * is put into, or begin another one. The functions are deterministic ones without side effects, and without access to anything but
 * their arguments.
 *
 * <p>Operands and operators take turns. So neither a comment, which begins with two operators, nor a keyword, which would stand beside
 * a name, gets through.
 */
final class SqlExpressionValidator {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<blank>\\s+)|(?<call>[A-Za-z_]\\w*\\s*\\()|(?<operand>[A-Za-z_]\\w*|`[A-Za-z_]\\w*`|\\d+(\\.\\d+)?|'[^'\\\\]*')"
                    + "|(?<open>\\()|(?<close>\\))|(?<comma>,)|(?<operator>[-+*/%])");

    /** A text, so that a call in it is none, or a call. */
    private static final Pattern CALL = Pattern.compile("'[^']*'|([A-Za-z_]\\w*|`[^`]*`)\\s*\\(");

    private final Deque<Boolean> brackets = new ArrayDeque<>();
    private boolean operandIsDue = true;
    private boolean mayClose;

    private SqlExpressionValidator() {}

    /** In lower case; what is not named here is rejected, whatever it does. */
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

    /** The expression itself, if it is one. */
    static String checked(String field, String expression) {
        check(
                new SqlExpressionValidator().isWhole(expression),
                field,
                expression,
                "is no expression of column names, numbers, 'texts', calls and + - * / %");
        Matcher call = CALL.matcher(expression);
        while (call.find()) {
            check(
                    call.group(1) == null || FUNCTIONS.contains(call.group(1).toLowerCase(Locale.ROOT)),
                    field,
                    expression,
                    "calls %s, which is none of the functions of times, numbers, texts and hashes that may be called here"
                            .formatted(call.group(1)));
        }
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
