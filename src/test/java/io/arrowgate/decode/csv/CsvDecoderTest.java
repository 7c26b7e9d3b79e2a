package io.arrowgate.decode.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            k,1,a                     | 3 fields; the stream has layouts of 5 and 4
            k,1,a,b,c,d               | 6 fields; the stream has layouts of 5 and 4
            k,1,"a,b,1                | not CSV: a quote is not closed (field 3)
            k,1,"a"x,b,1              | not CSV: text after a closing quote (field 3)
            k,1,a"b,b,1               | not CSV: a quote within an unquoted field (field 3)
            k,1,a,b,1\\nk,1,a,b,2       | not CSV: more than one line (field 5)
            k,1,a,b,1\\n\\n             | not CSV: more than one line (field 5)
            k,1,a\\0,b,1               | not CSV: a NUL byte (field 3)
            """)
    void brokenLinesAreMalformed(String line, String message) {
        String value = line.replace("\\n", "\n").replace("\\0", "\0");
        UndecodableRecordException rejected =
                catchThrowableOfType(UndecodableRecordException.class, () -> decodedRows.decode(value));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(rejected).hasMessage(message);
    }
}
