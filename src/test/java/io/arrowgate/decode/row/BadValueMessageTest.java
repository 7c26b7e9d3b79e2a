package io.arrowgate.decode.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadValueMessageTest {
    private static final String INT32 = "int32 is a whole number from -2147483648 to 2147483647; ";
    private static final String INT64 = "int64 is a whole number from -9223372036854775808 to 9223372036854775807; ";
    private static final String NULL_FIX =
            "add it to null-values of column v if it means no value, or set on-bad-value to null";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            int32                 | 3000000000            | is out of range: INT32 set type of column v to int64
            int32                 | -1e99999999999        | is out of range: INT32 set type of column v to string
            int32                 | 21.5                  | has a fraction: INT32 set type of column v to float64
            int32                 | 1e-7                  | has a fraction: INT32 set type of column v to float64
            int32                 | "abc"                 | is not a number: INT32 NULL_FIX
            int32                 | "1,204"               | has a comma: INT32 TYPE_FIX
            int32                 | "0x1F"                | is hexadecimal: INT32 TYPE_FIX
            int32                 | "97 %"                | has text after the number: INT32 TYPE_FIX
            float64               | "21.5°C"              | has text after the number: float64 is a number such as 1234.5; TYPE_FIX
            int32                 | true                  | is not a number: INT32 NULL_FIX
            int32, required: true | "abc"                 | is not a number: INT32 correct the producer, or set type of column v to string
            int64                 | 9223372036854775808   | is out of range: INT64 set type of column v to uint64
            int64                 | 99999999999999999999  | is out of range: INT64 set type of column v to float64
            int64, non-finite: reject | "NaN"             | is not a finite number: INT64 set non-finite of column v to null
            uint64                | -1                    | is out of range: uint64 is a whole number from 0 to 18446744073709551615; set type of column v to int64
            float32               | 3.5e38                | is out of range: float32 is a number from -3.4028235E+38 to 3.4028235E+38; set type of column v to float64
            float64               | 1e309                 | is out of range: float64 is a number from -1.7976931348623157E+308 to 1.7976931348623157E+308; set type of column v to string
            boolean               | 2                     | is not a boolean: boolean is true or false, 1 or 0, on or off, yes or no, t or f, y or n, in any case; NULL_FIX
            date                  | "9999-12-31"          | is not from 1900-01-01 to 2299-12-31, the dates of ClickHouse; NULL_FIX
            date                  | "2024-05-13T12:00:00" | has a time of day; set type of column v to timestamp
            date                  | "2024-02-30"          | is not a date in the formats iso-8601 (2024-05-13) or epoch (a number from 100000000); add its format to formats of column v
            timestamp             | 31536000              | is not a timestamp in the formats iso-8601 (2024-05-13T08:30:00Z) or epoch (a number from 100000000); set formats of column v to the unit of its numbers, such as [epoch-ms] or [epoch-d]
            timestamp, formats: [dd/MM/yyyy] | "5/13/2024" | is not a timestamp in the formats dd/MM/yyyy; add its format to formats of column v
            """)
    void messageSaysProblemExpectedFormAndFix(String type, String value, String message) {
        String expected = message.replace("INT32 ", INT32)
                .replace("INT64 ", INT64)
                .replace("NULL_FIX", NULL_FIX)
                .replace("TYPE_FIX", "correct the producer, or set type of column v to string");

        assertThat(json("name: v, type: " + type, "{\"k\":\"a\",\"at\":1,\"v\":" + value + "}"))
                .isEqualTo("v: '" + value.replace("\"", "") + "' " + expected);
    }

    @Test
    void nullValueOfRequiredColumnIsQuoted() {
        assertThat(json("name: v, type: float64, required: true", "{\"k\":\"a\",\"at\":1,\"v\":\"n/a\"}"))
                .isEqualTo("v: has no value: 'n/a' counts as null");
    }

    @Test
    void headerLineInCsvRecordIsNamed() {
        DecodedRows rows = new DecodedRows(TestStreams.csv(""));

        assertThat(message(rows, "at,k,a,b,n"))
                .isEqualTo(
                        "at (CSV field 1): 'at' is the name of the field, as in a header line; remove it from the records");
    }

    @Test
    void messageNamesSourceOfTheValue() {
        assertThat(json("name: v, type: int32, source: [Val]", "{\"k\":\"a\",\"at\":1,\"Val\":0.5}"))
                .startsWith("Val: '0.5' has a fraction")
                .endsWith("set type of column v to float64");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            ''                            ! 10/03/2004,x,"21,5"  ! a (CSV field 3): '21,5' is not a number: float64 is a number such as 1234.5 (csv-dialect: decimal '.', thousands '');
            delimiter: ";", decimal: ","  ! 10/03/2004;x;21.5    ! a (CSV field 3): '21.5' is not a number: float64 is a number such as 1234.5 (csv-dialect: decimal ',', thousands '');
            delimiter: ";", decimal: ","  ! 10/03/2004;x;;;1,5   ! n (CSV field 5): '1,5' has a fraction: int64
            delimiter: ";", thousands: "," ! 10/03/2004;x;1234,567 ! a (CSV field 3): '1234,567' is not a number: float64 is a number such as 1234.5 (csv-dialect: decimal '.', thousands ',');
            ''                            ! 10/03/2004,,1        ! k (CSV field 2): has no value
            """)
    void messageNamesCsvFieldAndDialect(String dialect, String line, String start) {
        DecodedRows rows = new DecodedRows(TestStreams.csv(dialect.replace("''", "")));

        assertThat(message(rows, line)).startsWith(start);
    }

    @Test
    void fieldOfDifferentPositionsIsNamedWithAll() {
        DecodedRows rows = new DecodedRows(TestStreams.csvWithJoinedTime());

        assertThat(message(rows, "a,1,2024-13-01,08:30"))
                .startsWith("d (CSV field 2 or 3) and t (CSV field 3 or 4): '2024-13-01 08:30' is not a timestamp");
    }

    private static String json(String column, String record) {
        return message(new DecodedRows(TestStreams.json("UTC", column)), record);
    }

    private static String message(DecodedRows rows, String record) {
        UndecodableRecordException rejected =
                catchThrowableOfType(UndecodableRecordException.class, () -> rows.decode(record));
        return rejected.getMessage();
    }
}
