package io.arrowgate.decode.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDecoderTest {
    private final DecodedRows decodedRows = new DecodedRows(TestStreams.csv());

    @Test
    void quotedFieldsMayHoldCommasQuotesAndLineBreaks() throws Exception {
        Map<String, Object> row = decodedRows.decode("k,1000000000,\"a, \"\"b\"\"\r\n\", \" kept \" ,\"7\"");

        assertThat(row)
                .containsEntry("a", "a, \"b\"\r\n")
                .containsEntry("b", " kept ")
                .containsEntry("c", 7);
    }

    @Test
    void emptyFieldIsNullAndQuotedEmptyFieldIsEmptyString() throws Exception {
        Map<String, Object> row = decodedRows.decode("k,1000000000,\"\",  \t,");

        assertThat(row).containsEntry("a", "").containsEntry("b", null).containsEntry("c", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", ""})
    void lineEndIsNotPartOfTheLastField(String lineEnd) throws Exception {
        assertThat(decodedRows.decode("k,1000000000,a,b, 12 " + lineEnd)).containsEntry("c", 12);
    }

    @Test
    void unknownFieldIsCounted() throws Exception {
        assertThat(decodedRows.decode("k,1000000000,a,ignored"))
                .containsEntry("a", "a")
                .containsEntry("b", null);
        assertThat(decodedRows.decoder().unknownFields()).isEqualTo(1);
    }

    @Test
    void jsonObjectIsDecodedAsJson() throws Exception {
        assertThat(decodedRows.decode(" {\"K\":\"k\",\"at\":1000000000,\"c\":3}"))
                .containsEntry("k", "k")
                .containsEntry("c", 3);
    }

    @Test
    void hugeFieldIsOneCellAndItsMemoryIsReleased() throws Exception {
        String huge = "x\"\"".repeat(4_000_000);

        assertThat((String)
                        decodedRows.decode("k,1000000000,\"" + huge + "\",b,1").get("a"))
                .hasSize(8_000_000);
        assertThat(decodedRows.decode("k,1000000000,\"\"\"\",b,1")).containsEntry("a", "\"");
    }

    @Test
    void shorterLineLacksTheLastFields() throws Exception {
        assertThat(decodedRows.decode("k,1000000000")).containsEntry("k", "k").containsEntry("a", null);
        assertThat(decodedRows.decode("k,1000000000,a")).containsEntry("a", "a");
    }

    @Test
    void emptyFieldsBeyondTheLayoutAreDropped() throws Exception {
        assertThat(decodedRows.decode("k,1000000000,a,b,7,,")).containsEntry("c", 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff", "sep=,\n", "sep=,\r\n", "\ufeffsep=,\n"})
    void byteOrderMarkAndSeparatorLineAreNotPartOfTheFirstField(String before) throws Exception {
        assertThat(decodedRows.decode(before + "k,1000000000,a,b,7"))
                .containsEntry("k", "k")
                .containsEntry("c", 7);
        assertThat(decodedRows.decode(before + "sep=x,1000000000,a,b,7")).containsEntry("k", "sep=x");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            delimiter: ";", decimal: ","                  ! 10/03/2004;x;2,6;;                 ! 2.6  ! null  ! null
            delimiter: ";", decimal: ","                  ! 10/03/2004;x;-0,5;1;7              ! -0.5 ! 1.0   ! 7
            delimiter: ";", decimal: ","                  ! 10/03/2004;x;1,5e3                 ! 1500.0 ! null ! null
            delimiter: ";", decimal: ",", thousands: "."  ! 10/03/2004;x;1.234.567,5;2.000;3.000 ! 1234567.5 ! 2000.0 ! 3000
            delimiter: ";", decimal: ",", thousands: " "  ! 10/03/2004;x;1 234,5;NA;-1 000     ! 1234.5 ! null ! -1000
            thousands: ","                                ! 10/03/2004,x,"1,204",1,"-12,345"   ! 1204.0 ! 1.0 ! -12345
            delimiter: "\\t"                              ! 10/03/2004>x>1.5>>7               ! 1.5  ! null  ! 7
            delimiter: "\\t"                              ! 10/03/2004> x >>  >7               ! null ! null ! 7
            delimiter: "|", quote: "'"                    ! 10/03/2004|'a|''b'|1|2|3           ! 1.0  ! 2.0   ! 3
            quote: ""                                     ! 10/03/2004,"x,1,2,3                ! 1.0  ! 2.0   ! 3
            comment: "#"                                  ! #a comment~#another~10/03/2004,x,1 ! 1.0  ! null  ! null
            """)
    void lineOfDialectIsDecoded(String dialect, String line, String a, String b, String n) throws Exception {
        Map<String, Object> row = new DecodedRows(TestStreams.csv(dialect))
                .decode(line.replace('>', '\t').replace('~', '\n'));

        assertThat(row.get("at")).hasToString("2004-03-10T00:00:00Z");
        assertThat(String.valueOf(row.get("a"))).isEqualTo(a);
        assertThat(String.valueOf(row.get("b"))).isEqualTo(b);
        assertThat(String.valueOf(row.get("n"))).isEqualTo(n);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            delimiter: ";", decimal: ","                 ! 2.6
            delimiter: ";", decimal: ",", thousands: "." ! 2.6
            delimiter: ";", decimal: ",", thousands: "." ! 1.2345
            delimiter: ";", decimal: ",", thousands: "." ! .123
            delimiter: ";", thousands: ","               ! 2,6
            delimiter: ";", thousands: ","               ! 1234,567
            delimiter: ";"                               ! 1,204
            """)
    void numberOfAnotherDialectIsRejected(String dialect, String number) {
        UndecodableRecordException rejected =
                catchThrowableOfType(UndecodableRecordException.class, () -> new DecodedRows(TestStreams.csv(dialect))
                        .decode("10/03/2004;x;" + number + ";;"));

        assertThat(rejected).hasMessageStartingWith("a (CSV field 3): '" + number + "' is not a number: float64 is ");
    }

    @Test
    void recordOfOnlyCommentIsEmpty() {
        UndecodableRecordException rejected = catchThrowableOfType(
                UndecodableRecordException.class,
                () -> new DecodedRows(TestStreams.csv("comment: \"#\"")).decode("# no line\n"));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.EMPTY);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            delimiter: ";;"                  ! csv-dialect.delimiter: ';;' is not one punctuation character of ASCII
            delimiter: x                     ! csv-dialect.delimiter: 'x' is not one punctuation character of ASCII
            delimiter: ""                    ! csv-dialect.delimiter: '' is empty
            decimal: ";"                     ! csv-dialect.decimal: ';' is neither '.' nor ','
            decimal: ",", thousands: ","     ! csv-dialect.thousands: ',' is also the decimal separator
            quote: ","                       ! csv-dialect.quote: ',' is also the delimiter
            skip-lines: -1                   ! csv-dialect.skip-lines: '-1' is not in 0 to 1,000
            skip-after-header: 1001          ! csv-dialect.skip-after-header: '1001' is not in 0 to 1,000
            separator: ";"                   ! unknown key 'separator'
            """)
    void wrongDialectIsRejectedByName(String dialect, String message) {
        assertThatThrownBy(() -> TestStreams.csv(dialect))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            k                         | 1 field with delimiter ',', where csv-layouts have 5 and 4; add a layout, or set csv-dialect.delimiter
            k,1,a,b,c,d               | 6 fields with delimiter ',', where csv-layouts have 5 and 4; add a layout, or set csv-dialect.delimiter
            k,1,"a,b,1                | not CSV: a quote is not closed (field 3)
            k,1,"a"x,b,1              | not CSV: text after a closing quote (field 3); if quotes are text, set csv-dialect.quote to ""
            k,1,a"b,b,1               | not CSV: a quote within an unquoted field (field 3); if quotes are text, set csv-dialect.quote to ""
            k,1,a\\0,b,1               | not CSV: a NUL byte (field 3)
            """)
    void brokenLinesAreMalformed(String line, String message) {
        String value = line.replace("\\0", "\0");
        UndecodableRecordException rejected =
                catchThrowableOfType(UndecodableRecordException.class, () -> decodedRows.decode(value));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(rejected).hasMessage(message);
    }
}
