package io.arrowgate.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.UndecodableRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSyntaxCheckerTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            {'k':1}                ! a name in single quotes, where JSON has double quotes, at byte 1 near '{'k':1}'
            {"k":'a'}              ! a string in single quotes, where JSON has double quotes, at byte 5 near '{"k":'a'}'
            {k:1}                  ! a name without double quotes, at byte 1 near '{k:1}'
            {"k":"a",}             ! a comma before the closing brace, at byte 8 near '{"k":"a",}'
            {"k":[1,2,]}           ! a comma before the closing bracket, at byte 9 near '{"k":[1,2,]}'
            {"k":"a" "at":1}       ! no comma between two fields, at byte 9 near '{"k":"a" "at":1}'
            {"k":[1 2]}            ! no comma between two elements, at byte 8 near '{"k":[1 2]}'
            {"k" 1}                ! no colon after a name, at byte 5 near '{"k" 1}'
            {"k":,"at":1}          ! no value, at byte 5 near '{"k":,"at":1}'
            {,"at":1}              ! no name where a field begins, at byte 1 near '{,"at":1}'
            {"k":abc}              ! text without double quotes, at byte 5 near '{"k":abc}'
            {"k":True}             ! a word in another spelling than JSON's true, false and null, at byte 5 near '{"k":True}'
            {"k":undefined}        ! a word in another spelling than JSON's true, false and null, at byte 5 near '{"k":undefined}'
            {"k":NaNs}             ! text without double quotes, at byte 5 near '{"k":NaNs}'
            [NaN,{'k':1}]          ! a name in single quotes, where JSON has double quotes, at byte 6 near '[NaN,{'k':1}]'
            {"k":01}               ! a number in another form than JSON's: no plus sign, no leading zeros, digits on both sides of the point, at byte 5 near '{"k":01}'
            {"k":+1}               ! a number in another form than JSON's: no plus sign, no leading zeros, digits on both sides of the point, at byte 5 near '{"k":+1}'
            {"k":1.}               ! a number in another form than JSON's: no plus sign, no leading zeros, digits on both sides of the point, at byte 5 near '{"k":1.}'
            {"k":1 /* one */}      ! a comment, which JSON does not have, at byte 7 near '{"k":1 /* one */}'
            {"k":1} // one         ! a comment, which JSON does not have, at byte 8 near '{"k":1} // one'
            {"k":1}}               ! something follows the value, at byte 7 near '{"k":1}}'
            {"k":"a","at           ! a string that is not closed; the record may be cut, at byte 9 near '{"k":"a","at'
            {"k":"a","at":         ! the record ends too early; it may be cut, at byte 14 near '{"k":"a","at":'
            {"k":"a","at":{"x":1   ! the record ends too early; it may be cut, at byte 20 near '"a","at":{"x":1'
            {"k":"\\x"}             ! an escape that JSON does not have, at byte 6 near '{"k":"\\x"}'
            {"k":"\\u12"}           ! an escape that JSON does not have, at byte 6 near '{"k":"\\u12"}'
            {"k":"a~b"}            ! a control character (0x09) in a string, where JSON has an escape such as \\n, at byte 7 near '{"k":"a?b"}'
            {"käse":"äöü","a":x}   ! text without double quotes, at byte 22 near '":"äöü","a":x}'
            """)
    void firstErrorIsNamedWithItsPosition(String record, String message) {
        assertThat(JsonSyntaxChecker.describe(record.replace('~', '\t').getBytes(UTF_8)))
                .isEqualTo("not JSON: " + message);
    }

    @Test
    void deadLetterHasNoJavaName() {
        DecodedRows rows = new DecodedRows(TestStreams.recent());
        String deep = "[".repeat(1_100);
        String number = "1".repeat(1_100);
        for (String broken :
                new String[] {"{'k':1}", "{\"k\":1 /**/}", "{\"k\":.5}", deep, "{\"x\":" + deep, "{\"k\":" + number}) {
            UndecodableRecordException rejected =
                    catchThrowableOfType(UndecodableRecordException.class, () -> rows.decode(broken));

            assertThat(rejected.getMessage()).startsWith("not ").doesNotContain("Json", "ALLOW", "Stream");
            assertThat(rejected.getMessage().length()).isLessThan(250);
        }
    }

    @Test
    void limitsOfTheDecoderAreNamed() {
        assertThat(JsonSyntaxChecker.describe(("{\"k\":" + "[".repeat(1_100)).getBytes(UTF_8)))
                .startsWith("not JSON: more than 1000 levels of nesting, at byte 10");
        assertThat(JsonSyntaxChecker.describe(("{\"k\":" + "1".repeat(1_100) + "}").getBytes(UTF_8)))
                .startsWith("not JSON: a number of more than 1000 characters, at byte 5 near '{\"k\":111");
    }
}
