package io.arrowgate.decode.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.FuzzedStream;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinition;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the decoder accepts exactly the records of the line protocol's grammar, written as a regular expression. */
class LineProtocolDifferentialTest {
    private static final int CASES = 60_000;
    private static final long SEED = 20240501;

    private static final List<String> RECORDS = List.of(
            "Any,id=a,word=up text=\"é, \\\"x\\\"\",flag=t,i64=90i,f64=-2.25e-3,u=7u 1714566896789012345",
            "# comment\nAny\\ thing,id=b\\,c,\\=d=e text=\"two\nlines\\\\\",flag=FALSE 1\r\n",
            "m,id=x\\\\ i64=9223372036854775807i,f64=.5,f64=1.,u=18446744073709551615u",
            "a\\=b=c text=\"\" -5 \n\n #end");

    private static final List<String> FRAGMENTS = List.of(
            ",",
            "=",
            " ",
            "\\",
            "\"",
            "\n",
            "\r",
            "\t",
            "#",
            "\\,",
            "\\=",
            "\\ ",
            "\\\"",
            "\\\\",
            "i",
            "u",
            "e",
            ".",
            "-",
            "+",
            "9",
            "0",
            "t",
            "False",
            "TRUE",
            "NaN",
            "\u0000",
            "é",
            "\uD83D\uDE80",
            ",id=",
            " text=\"",
            ",f64=");

    private static final String SPACE = "[ \\t\\n\\r]*";
    private static final String COMMENTS = SPACE + "(?:#[^\\n]*(?:\\n" + SPACE + "|\\z))*+";
    private static final String KEY = "(?:\\\\[,= ]|\\\\(?![,= ])|[^,= \\n\\\\])++";
    private static final String MEASUREMENT = "(?:=|" + KEY + ")++";
    private static final String NUMBER = "-?\\d+i|\\d+u|-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
    /** Not of the protocol, but written by many programs. */
    private static final String NON_FINITE = "[-+]?(?i:nan|inf|infinity)";

    private static final String BOOLEAN = "t|T|true|True|TRUE|f|F|false|False|FALSE";
    private static final String STRING = "\"(?:\\\\[\"\\\\]|\\\\(?![\"\\\\])|[^\"\\\\])*+\"";
    private static final String FIELD = KEY + "=(?:" + NUMBER + "|" + BOOLEAN + "|" + NON_FINITE + "|" + STRING + ")";
    private static final Pattern LINE =
            Pattern.compile(COMMENTS + "(?<measurement>" + MEASUREMENT + ")(?<tags>(?:," + KEY
                    + "=" + KEY + ")*+) [ \\t]*(?<fields>" + FIELD + "(?:," + FIELD
                    + ")*)(?: [ \\t]*+(?<time>-?\\d+)?+(?: [ \\t]*+)?+)?"
                    + "(?:\\r?\\n" + COMMENTS + "|\\r?)\\z");
    private static final Pattern TAG = Pattern.compile(",(?<key>" + KEY + ")=(?<value>" + KEY + ")");
    private static final Pattern PAIR = Pattern.compile(
            "(?<key>" + KEY + ")=(?<value>" + NUMBER + "|" + BOOLEAN + "|" + NON_FINITE + "|" + STRING + ")(?=,|\\z)");

    private final StreamDefinition stream = FuzzedStream.EVERY_TYPE_AS_LINE_PROTOCOL.definition();
    private final FieldIndex fields = new FieldIndex(stream);
    private final Random random = new Random(SEED);

    @Test
    void decoderAndGrammarAgreeOnMutatedRecords() {
        LineProtocolParser line = new LineProtocolParser(fields);
        FieldValues values = new FieldValues(fields);
        int taken = 0;
        for (int i = 0; i < CASES; i++) {
            String record = mutate(RECORDS.get(random.nextInt(RECORDS.size())));
            String expected = byGrammar(record);
            assertThat(byDecoder(line, record.getBytes(StandardCharsets.UTF_8), values))
                    .as(record)
                    .isEqualTo(expected);
            taken += expected.equals("rejected") ? 0 : 1;
        }
        assertThat(taken).isBetween(CASES / 10, CASES * 9 / 10);
    }

    private String byDecoder(LineProtocolParser line, byte[] record, FieldValues values) {
        values.clear();
        try {
            int end = line.read(record, LineProtocolParser.skipComments(record, 0), values);
            return LineProtocolParser.skipComments(record, end) == record.length ? show(values) : "rejected";
        } catch (UndecodableRecordException e) {
            return "rejected";
        }
    }

    private String show(FieldValues values) {
        TreeMap<Integer, String> shown = new TreeMap<>();
        for (int field = 0; field < fields.fieldCount(); field++) {
            if (!values.isNull(field)) {
                int length = values.end(field) - values.start(field);
                shown.put(field, new String(values.bytes(field), values.start(field), length, StandardCharsets.UTF_8));
            }
        }
        return shown.toString();
    }

    private String byGrammar(String record) {
        Matcher line = LINE.matcher(record);
        if (!line.matches()) {
            return "rejected";
        }
        TreeMap<Integer, String> shown = new TreeMap<>();
        Matcher tag = TAG.matcher(line.group("tags"));
        while (tag.find()) {
            int field = fields.find(unescaped(tag.group("key"), ",= "));
            if (isKey(field) && shown.put(field, unescaped(tag.group("value"), ",= ")) != null) {
                return "rejected";
            }
        }
        Matcher pair = PAIR.matcher(line.group("fields"));
        while (pair.find()) {
            int field = fields.find(unescaped(pair.group("key"), ",= "));
            String value = value(pair.group("value"));
            if (value == null) {
                return "rejected";
            }
            if (isKey(field)) {
                shown.put(field, value);
            }
        }
        if (line.group("time") != null) {
            shown.put(fields.find("_time"), line.group("time"));
        }
        return shown.toString();
    }

    private boolean isKey(int field) {
        return field != FieldIndex.UNKNOWN && field != fields.find("_time");
    }

    /** Returns null for an integer out of its type's range. */
    private static String value(String written) {
        if (written.startsWith("\"")) {
            return unescaped(written.substring(1, written.length() - 1), "\"\\");
        }
        if (written.matches(BOOLEAN)) {
            return written.matches("[tT].*") ? "true" : "false";
        }
        if (!written.endsWith("i") && !written.endsWith("u")) {
            return written;
        }
        String number = written.substring(0, written.length() - 1);
        BigInteger value = new BigInteger(number);
        boolean fits = written.endsWith("i") ? value.bitLength() < 64 : value.bitLength() <= 64;
        return fits ? number : null;
    }

    private static String unescaped(String written, String escapable) {
        return Pattern.compile("\\\\([" + Pattern.quote(escapable) + "])")
                .matcher(written)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1)));
    }

    private String mutate(String record) {
        String mutated = record;
        for (int n = random.nextInt(4); n > 0; n--) {
            int start = mutated.offsetByCodePoints(0, random.nextInt(mutated.codePointCount(0, mutated.length()) + 1));
            int end = Math.min(mutated.length(), start + random.nextInt(3));
            boolean split = end < mutated.length() && Character.isLowSurrogate(mutated.charAt(end));
            String middle = random.nextInt(4) == 0 ? "" : FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
            mutated = mutated.substring(0, start)
                    + middle
                    + mutated.substring(random.nextBoolean() ? start : end + (split ? 1 : 0));
        }
        return mutated;
    }
}
