package io.arrowgate.decode.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the rules and examples of InfluxDB's line protocol reference, and the mapping of points to rows. */
class LineProtocolDecoderTest {
    private static final String TIME = " 1556813561098000000";

    @Test
    void publishedExampleBecomesRow() throws Exception {
        Map<String, Object> row =
                text("fieldKey").decode("myMeasurement,tag1=value1,tag2=value2 fieldKey=\"fieldValue\"" + TIME);

        assertThat(row)
                .containsEntry("k", "myMeasurement")
                .containsEntry("at", Instant.parse("2019-05-02T16:12:41.098Z"))
                .containsEntry("v", "fieldValue");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            my\\ Measurement        | my Measurement
            my\\,Measurement        | my,Measurement
            a=b                     | a=b
            a\\=b                   | a\\=b
            a\\b                    | a\\b
            a\\\\b                  | a\\\\b
            a\\\\\\ b               | a\\\\ b
            joe'sm"easure"ment      | joe'sm"easure"ment
            🍭                      | 🍭
            """)
    void commasAndBlanksAreUnescapedInMeasurements(String written, String meant) throws Exception {
        assertThat(text("f").decode(written + " f=1" + TIME)).containsEntry("k", meant);
        assertThat(text("f").decode(written + ",a=b f=1" + TIME)).containsEntry("k", meant);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain                     | plain
            tag\\ Value1              | tag Value1
            a\\,b\\=c\\ d             | a,b=c d
            a\\b\\nc                  | a\\b\\nc
            a\\\\b                    | a\\\\b
            a\\\\,b                   | a\\,b
            "quoted"                  | "quoted"
            longer\\ than\\ eight\\ bytes | longer than eight bytes
            Zürich🍭                  | Zürich🍭
            """)
    void commasEqualsSignsAndBlanksAreUnescapedInTags(String written, String meant) throws Exception {
        assertThat(text("v").decode("m,v=" + written + " f=1" + TIME)).containsEntry("v", meant);
        assertThat(text("'" + meant.replace("'", "''") + "'").decode("m," + written + "=x f=1" + TIME))
                .containsEntry("v", "x");
        assertThat(text("'" + meant.replace("'", "''") + "'").decode("m " + written + "=\"x\"" + TIME))
                .containsEntry("v", "x");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            string value                 | string value
            \\"string\\" within a string | "string" within a string
            Launch 🚀                    | Launch 🚀
            a=b,c d\\,e\\=f\\ g          | a=b,c d\\,e\\=f\\ g
            \\n\\t                       | \\n\\t
            x\\y                         | x\\y
            x\\\\y                       | x\\y
            x\\\\\\y                     | x\\\\y
            x\\\\\\\\y                   | x\\\\y
            x\\\\\\\\\\y                 | x\\\\\\y
            x\\\\\\\\\\\\y               | x\\\\\\y
            ends with a backslash\\\\    | ends with a backslash\\
            # no comment                 | # no comment
            """)
    void quotesAndBackslashesAreUnescapedInStrings(String written, String meant) throws Exception {
        assertThat(text("v").decode("m v=\"" + written + "\"" + TIME)).containsEntry("v", meant);
        assertThat(text("v").decode("m v=\"" + written + "\",w=1" + TIME)).containsEntry("v", meant);
    }

    @Test
    void stringsMayBeEmptyAndHoldLineBreaks() throws Exception {
        assertThat(text("v").decode("m v=\"\"" + TIME)).containsEntry("v", "");
        assertThat(text("v").decode("m v=\"two\nlines\r\n\"" + TIME)).containsEntry("v", "two\nlines\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0,1",
        "1,1",
        "1.,1",
        ".5,0.5",
        "-1.234456e+78,-1.234456e78",
        "1.0e-3,0.001",
        "1E5,1e5",
        "-0,-0",
        "0001,1",
        "12i,12",
        "7u,7",
        "'\"3.5\"',3.5"
    })
    void numbersOfEveryNotationAreParsedAsFloats(String written, double meant) throws Exception {
        assertThat(column("name: v, type: float64").decode("m v=" + written + TIME))
                .containsEntry("v", meant);
    }

    @ParameterizedTest
    @CsvSource({
        "1i,1", "-10i,-10", "9223372036854775807i,9223372036854775807", "-9223372036854775808i,-9223372036854775808",
        "00009223372036854775807i,9223372036854775807", "9223372036854775807u,9223372036854775807", "3,3", "1e3,1000"
    })
    void wholeNumbersAreParsedAsIntegers(String written, long meant) throws Exception {
        assertThat(column("name: v, type: int64").decode("m v=" + written + TIME))
                .containsEntry("v", meant);
    }

    @Test
    void largestUnsignedIntegerIsKeptAsText() throws Exception {
        assertThat(text("v").decode("m v=18446744073709551615u" + TIME)).containsEntry("v", "18446744073709551615");
        assertThat(rejection(column("name: v, type: int64"), "m v=18446744073709551615u" + TIME)
                        .reason())
                .isEqualTo(DeadLetterReason.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "T", "true", "True", "TRUE"})
    void booleansAreParsedInAllNotations(String word) throws Exception {
        DecodedRows decodedRows = column("name: v, type: boolean");
        String opposite = word.replace("rue", "alse")
                .replace("RUE", "ALSE")
                .replace('t', 'f')
                .replace('T', 'F');

        assertThat(decodedRows.decode("m v=" + word + TIME)).containsEntry("v", true);
        assertThat(decodedRows.decode("m v=" + opposite + TIME)).containsEntry("v", false);
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-ns,1556813561098765432,2019-05-02T16:12:41.098765Z",
        "epoch-us,1556813561098765,2019-05-02T16:12:41.098765Z",
        "epoch-ms,1556813561098,2019-05-02T16:12:41.098Z",
        "epoch-s,1556813561,2019-05-02T16:12:41Z",
        "epoch-s,-1,1969-12-31T23:59:59Z",
        "epoch-ns,-1,1969-12-31T23:59:59.999999Z",
        "epoch-ns,0,1970-01-01T00:00:00Z",
    })
    void timeHasTheUnitOfItsFormat(String format, String written, Instant meant) throws Exception {
        DecodedRows decodedRows = column("name: v, type: timestamp, source: [_time], formats: [%s]".formatted(format));

        assertThat(decodedRows.decode("m f=1 " + written)).containsEntry("v", meant);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: v, type: string, source: [_TIME]              | is for a timestamp column
            name: v, type: int64, aliases: [_time]              | is for a timestamp column
            name: v, type: timestamp, source: [day, " _time"]   | joins _time with other fields
            """)
    void timeFillsOnlyTimestampColumns(String column, String problem) {
        assertThatThrownBy(() -> TestStreams.influx(column))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining("columns.v.source")
                .hasMessageContaining(problem);
    }

    @Test
    void timeMatchesItsNameInAnyCase() throws Exception {
        byte[] line = "m f=1".getBytes(StandardCharsets.UTF_8);

        assertThat(column("name: v, type: timestamp, aliases: [_Time]").decode(line, 1_556_813_561_098L))
                .containsEntry("v", Instant.parse("2019-05-02T16:12:41.098Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "99999999999999999999"})
    void timeBeyondLongIsBadValue(String time) {
        assertThat(rejection(text("v"), "m f=1 " + time).reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
    }

    @Test
    void pointWithoutTimeHasTheRecordsTimestamp() throws Exception {
        byte[] line = "m f=1".getBytes(StandardCharsets.UTF_8);

        assertThat(text("v").decode(line, 1_556_813_561_098L))
                .containsEntry("at", Instant.parse("2019-05-02T16:12:41.098Z"));
        assertThat(rejection(text("v"), "m f=1").reason()).isEqualTo(DeadLetterReason.MISSING_VALUE);
    }

    @Test
    void lastDuplicateFieldIsUsedAndFieldOverridesTag() throws Exception {
        assertThat(text("v").decode("m v=\"first\",v=\"last\"" + TIME)).containsEntry("v", "last");
        assertThat(text("v").decode("m,v=tag v=\"field\"" + TIME)).containsEntry("v", "field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\r", " ", " \n", "\n\n \n", "\n# the end", "\n # the end\n# again\n"})
    void lineEndsBlankLinesAndCommentsAreIgnored(String end) throws Exception {
        assertThat(text("v").decode("m v=\"x\"" + TIME + end)).containsEntry("v", "x");
        assertThat(column("name: v, type: int32")
                        .decode(("m v=12i" + end).getBytes(StandardCharsets.UTF_8), 1_556_813_561_098L))
                .containsEntry("v", 12);
        assertThat(text("v").decode("# comment, with=signs \"\n\n  m v=\"x\"  " + TIME + end))
                .containsEntry("v", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "# only a comment", "#\n# another\n"})
    void recordWithoutPointIsEmpty(String value) {
        assertThat(rejection(text("v"), value).reason()).isEqualTo(DeadLetterReason.EMPTY);
    }

    @Test
    void unknownFieldsAreCountedAndReservedNamesMatchNoKey() throws Exception {
        DecodedRows decodedRows = text("v");

        assertThat(decodedRows.decode("m,a=b,_measurement=x c=1,d=\"e\",v=\"f\",_time=2" + TIME))
                .containsEntry("k", "m")
                .containsEntry("v", "f");
        assertThat(decodedRows.decoder().unknownFields()).isEqualTo(5);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            m                       | the point has no fields
            m,a=b                   | the point has no fields
            ,a=b v=1                | the point has no measurement
            m, v=1                  | a tag or field has no name
            m,a v=1                 | tag or field 'a' has no value
            m,a= v=1                | tag 'a' has no value
            m,=b v=1                | a tag or field has no name
            m,a=b=c v=1             | the value of tag 'a' has an equals sign without a backslash
            m,V=b,v=c f=1           | duplicate tag 'v'
            m a                     | tag or field 'a' has no value
            m =1                    | a tag or field has no name
            m v=                    | the value of field 'v' is not a number, a boolean or a quoted string: ''
            m v=1,                  | a tag or field has no name
            m v=1,,w=2              | a tag or field has no name
            m v="a                  | a quote is not closed
            m v="a\\"               | a quote is not closed
            m v="a"b                | the value of field 'v' is not a number, a boolean or a quoted string: '"a"b'
            m v=word                | the value of field 'v' is not a number, a boolean or a quoted string: 'word'
            m v=1 12a               | the time '12a' is not a whole number
            m v=1 -                 | the time '-' is not a whole number
            m v=1 1.5               | the time '1.5' is not a whole number
            m v=1 ,                 | the time ',' is not a whole number
            m v=1 1 2               | '2' follows the time
            m v=1 1 # end           | '# end' follows the time
            """)
    void brokenLinesAreMalformed(String line, String message) {
        UndecodableRecordException rejected = rejection(text("v"), line);

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(rejected).hasMessage("not line protocol: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaNs",
                "infinite",
                "+1",
                "-",
                ".",
                "-.",
                "e1",
                ".e1",
                "1e",
                "1e+",
                "1.1.1",
                "1e1e1",
                "6.0+e5",
                "1.0i",
                "1e3i",
                "i",
                "-i",
                "-1u",
                "u",
                "9i10",
                "9223372036854775808i",
                "-9223372036854775809i",
                "18446744073709551616u",
                "tRUE",
                "trUe",
                "Tru",
                "truee",
                "FAlse",
                "yes",
                "0x10",
                "'a'",
                "1\t",
                "\\\"a\\\"",
            })
    void invalidValuesAreMalformedEvenInUnknownFields(String value) {
        assertThat(rejection(text("v"), "m other=%s 1".formatted(value)).reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(rejection(text("v"), "m other=%s".formatted(value)).reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(rejection(text("v"), "m other=%s,v=1 1".formatted(value)).reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
    }

    private static DecodedRows text(String source) {
        return column("name: v, type: string, source: [%s]".formatted(source));
    }

    private static DecodedRows column(String definition) {
        return new DecodedRows(TestStreams.influx(definition));
    }

    private static UndecodableRecordException rejection(DecodedRows decodedRows, String value) {
        return catchThrowableOfType(UndecodableRecordException.class, () -> decodedRows.decode(value));
    }

    @Test
    void unsignedIntegerIsExact() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.influx("name: v, type: uint64"));

        assertThat(rows.decode("m v=18446744073709551615u 1000000000000000000"))
                .containsEntry("v", "18446744073709551615");
    }

    @Test
    void byteOrderMarkIsSkipped() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.influx("name: v, type: int32"));

        assertThat(rows.decode("\ufeffm v=7i 1000000000000000000"))
                .containsEntry("k", "m")
                .containsEntry("v", 7);
    }

    @Test
    void pointsWithOtherKeysThanThePreviousOnesAreReadAsIfAlone() throws Exception {
        var definition = TestStreams.read("""
                name: s
                format: influx
                event-time: {column: at}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true, source: [_measurement]}
                  - {name: at, type: timestamp, required: true, source: [_time], formats: [epoch-ns]}
                  - {name: a, type: string}
                  - {name: ab, type: string}
                  - {name: c, type: string, source: ["c=d"]}
                """);
        String[] points = {
            "m,a=1 ab=2,c\\=d=3",
            "m,a=1 ab=2,c\\=d=4",
            "m ab=5",
            "m,a=1 x=0,ab=6,y=0,c\\=d=7",
            "m a=8,ab=9",
            "m,A=1,AB=2 c\\=D=3",
            "m,ab=1 a=2",
            "m,abc=1 a=3",
            "m,%s=1 a=4".formatted("k".repeat(500)),
            "m a=5,a=6",
            "m ab=",
            "m ab",
            "m,a=1,a=2 ab=3",
            "m,a=1 ab=2,c\\=d=3",
        };
        DecodedRows rows = new DecodedRows(definition);
        Random random = new Random(4);

        for (int i = 0; i < 500; i++) {
            String point = points[random.nextInt(points.length)] + TIME;
            assertThat(outcome(rows, point)).isEqualTo(outcome(new DecodedRows(definition), point));
        }
    }

    private static Object outcome(DecodedRows rows, String point) {
        try {
            return rows.decode(point);
        } catch (UndecodableRecordException e) {
            return e.getMessage();
        }
    }
}
