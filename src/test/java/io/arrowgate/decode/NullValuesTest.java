package io.arrowgate.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks null values, non-finite numbers and bad values in all record formats. */
class NullValuesTest {
    private static final String FLOAT = "name: v, type: float64";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "nan",
                "-nan",
                "Infinity",
                "-Infinity",
                "+Infinity",
                "inf",
                "-inf",
                "+Inf",
                "\"NaN\"",
                "\"+Inf\"",
                "\"\"",
                "\"  \"",
                "\"N/A\"",
                "\"n/a\"",
                "\"NA\"",
                "\"#N/A\"",
                "\"None\"",
                "\"null\"",
                "\"NULL\"",
                "\"-\"",
                "\"\\\\N\"",
                "\" NA \""
            })
    void defaultNullValueInJsonKeepsOtherValues(String json) throws Exception {
        for (String type : new String[] {"float64", "float32", "int32", "int64"}) {
            assertThat(decode("name: v, type: " + type, json))
                    .as(type)
                    .containsEntry("k", "a")
                    .containsEntry("v", null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"boolean", "date", "timestamp"})
    void defaultNullValuesApplyToEveryTypeExceptText(String type) throws Exception {
        assertThat(decode("name: v, type: " + type, "\"N/A\"")).containsEntry("v", null);
        assertThat(decode("name: v, type: " + type, "\"\"")).containsEntry("v", null);
        assertThat(decode("name: v, type: string", "\"N/A\"")).containsEntry("v", "N/A");
    }

    @Test
    void bareNonFiniteNumberNextToEscapesAndInIgnoredFieldsIsRead() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", FLOAT));

        assertThat(rows.decode("{\"k\":\"a\\\"b,NaN\",\"at\":1,\"v\": nan ,\"other\":[-inf,{\"x\":+Infinity}]}"))
                .containsEntry("k", "a\"b,NaN")
                .containsEntry("v", null);
        assertThat(rows.decode("{\"k\":\"a\",\"at\":1,\"other\":[NaN],\"v\":2}"))
                .containsEntry("v", 2.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nano", "infinite", "NaN1", "nul", "+1", "-"})
    void otherBareWordIsMalformed(String json) {
        assertThat(rejection(FLOAT, json).reason()).isEqualTo(DeadLetterReason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "NA", "NaN", "inf", " - ", "\\N"})
    void defaultNullValueInCsvKeepsOtherValues(String field) throws Exception {
        assertThat(new DecodedRows(TestStreams.csv()).decode("k,1000000000,a,b," + field))
                .containsEntry("b", "b")
                .containsEntry("c", null);
    }

    @Test
    void nonFiniteNumberInLineProtocolKeepsOtherValues() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.influx(FLOAT));

        for (String value : new String[] {"NaN", "+Inf", "-inf", "\"N/A\""}) {
            assertThat(rows.decode("m other=1,v=" + value + " 1000000000000000000"))
                    .as(value)
                    .containsEntry("v", null);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN",
        "\"-Infinity\", -Infinity",
        "inf, Infinity",
    })
    void nonFiniteNumberIsKeptOnRequest(String json, double expected) throws Exception {
        assertThat(decode(FLOAT + ", non-finite: keep", json)).containsEntry("v", expected);
        assertThat(decode("name: v, type: float32, non-finite: keep", json)).containsEntry("v", (float) expected);
        assertThat(rejection("name: v, type: int32, non-finite: keep", json).reason())
                .isEqualTo(DeadLetterReason.BAD_VALUE);
        assertThat(rejection(FLOAT + ", non-finite: reject", json).reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
    }

    @Test
    void columnDefinesItsOwnNullValues() throws Exception {
        String column = FLOAT + ", null-values: [missing, -999, null]";

        assertThat(decode(column, "\"Missing\"")).containsEntry("v", null);
        assertThat(decode(column, "-999")).containsEntry("v", null);
        assertThat(decode(column, "-999.0")).containsEntry("v", null);
        assertThat(decode(column, "\"-999\"")).containsEntry("v", null);
        assertThat(decode(column, "\"null\"")).containsEntry("v", null);
        assertThat(decode(column, "\"\"")).as("always null").containsEntry("v", null);
        assertThat(decode(column, "-998")).containsEntry("v", -998.0);
        assertThat(rejection(column, "\"N/A\"").reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
    }

    @Test
    void nullValueOfTemplateRecordIsNull() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", FLOAT + ", null-values: [-999]"));

        assertThat(rows.decode("{\"k\":\"a\",\"at\":1,\"v\":1}")).containsEntry("v", 1.0);
        assertThat(rows.decode("{\"k\":\"a\",\"at\":1,\"v\":-999}")).containsEntry("v", null);
        assertThat(rows.decode("{\"k\":\"a\",\"at\":1,\"v\":2}")).containsEntry("v", 2.0);
    }

    @Test
    void textColumnHasNullValuesIfDefined() throws Exception {
        assertThat(decode("name: v, type: string, null-values: [\"-\", unknown]", "\" Unknown\""))
                .containsEntry("v", null);
        assertThat(decode("name: v, type: string, null-values: [\"-\"]", "\"--\""))
                .containsEntry("v", "--");
    }

    @Test
    void streamDefinesNullValuesOfAllColumns() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.read("""
                name: test
                format: json
                event-time: {column: at}
                series-key: [k]
                null-values: [none]
                non-finite: keep
                columns:
                  - {name: k, type: string, required: true}
                  - {name: at, type: timestamp, required: true}
                  - {name: text, type: string}
                  - {name: v, type: float64}
                  - {name: w, type: float64, non-finite: null, null-values: [gone]}
                """));
        Map<String, Object> row = rows.decode("{\"k\":\"a\",\"at\":1e9,\"text\":\"none\",\"v\":NaN,\"w\":NaN}");

        assertThat(row)
                .containsEntry("text", null)
                .containsEntry("v", Double.NaN)
                .containsEntry("w", null);
        assertThat(rows.decode("{\"k\":\"a\",\"at\":1e9,\"v\":\"None\",\"w\":\"gone\"}"))
                .containsEntry("v", null)
                .containsEntry("w", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "\"N/A\"", "\"\"", "null"})
    void nullValueOfRequiredColumnIsMissing(String json) {
        assertThat(rejection(FLOAT + ", required: true", json).reason()).isEqualTo(DeadLetterReason.MISSING_VALUE);
    }

    @Test
    void nullValueWithinTheTypeOfRequiredColumnIsMissing() {
        assertThat(rejection(FLOAT + ", required: true, null-values: [-999]", "-999")
                        .reason())
                .isEqualTo(DeadLetterReason.MISSING_VALUE);
        assertThat(rejection("name: v, type: string, required: true, null-values: [\"\"]", "\"\"")
                        .reason())
                .isEqualTo(DeadLetterReason.MISSING_VALUE);
    }

    @Test
    void badValueOfOptionalColumnIsNullAndCountedOnRequest() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", "name: v, type: int32, on-bad-value: null"));

        for (String bad : new String[] {"\"broken\"", "1.5", "3000000000", "[1]", "{}"}) {
            assertThat(rows.decode("{\"k\":\"a\",\"at\":1,\"v\":" + bad + "}"))
                    .as(bad)
                    .containsEntry("v", null);
        }
        assertThat(rows.decode("{\"k\":\"a\",\"at\":1,\"v\":7}")).containsEntry("v", 7);
        assertThat(rows.decode("{\"k\":\"a\",\"at\":1,\"v\":\"NA\"}")).containsEntry("v", null);
        assertThat(rows.decoder().badValues(2)).isEqualTo(5);
        assertThat(rejection("name: v, type: int32", "\"broken\"").reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            on-bad-value: null, required: true | columns.v.on-bad-value: 'null' is for optional columns only
            on-bad-value: ignore               | columns.v.on-bad-value: 'ignore' is not one of [reject, null]
            non-finite: false                  | columns.v.non-finite: 'false' is not one of [null, keep, reject]
            null-values: NA                    | columns.v.null-values: '"NA"' is not a list
            null-values: [[NA]]                | columns.v.null-values: '["NA"]' is not a text
            null-value: [NA]                   | unknown key 'null-value'
            nullPolicy: {}                     | unknown key 'nullPolicy'
            nullValues: [NA]                   | unknown key 'nullValues'
            """)
    void wrongKeyIsRejectedByName(String keys, String message) {
        assertThatThrownBy(() -> TestStreams.json("UTC", FLOAT + ", " + keys))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, Object> decode(String column, String json) throws UndecodableRecordException {
        return new DecodedRows(TestStreams.json("UTC", column)).decode("{\"k\":\"a\",\"at\":1,\"v\":" + json + "}");
    }

    private static UndecodableRecordException rejection(String column, String json) {
        return catchThrowableOfType(UndecodableRecordException.class, () -> decode(column, json));
    }
}
