package io.arrowgate.tools.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedStatementTest {
    private static ParsedStatement split(String request) {
        return splitFirst(request, true).orElseThrow();
    }

    private static Optional<ParsedStatement> splitFirst(String bytes, boolean complete) {
        byte[] request = bytes.getBytes(StandardCharsets.UTF_8);
        return ParsedStatement.split(request, request.length, complete);
    }

    private static String text(ParsedStatement parsedStatement) {
        return new String(parsedStatement.text(), StandardCharsets.UTF_8);
    }

    @Test
    void dataOfAnInsertBeginAfterOneLineEnd() {
        String request = "INSERT INTO t (a, b) FORMAT RowBinary\n\n\u0001";

        ParsedStatement parsedStatement = split(request);

        assertThat(text(parsedStatement)).isEqualTo("INSERT INTO t (a, b) ");
        assertThat(parsedStatement.inputFormat()).isEqualTo("RowBinary");
        assertThat(request.substring(parsedStatement.dataStart())).isEqualTo("\n\u0001");
    }

    @Test
    void dataOfAnInsertOfValuesBeginAfterTheKeyword() {
        String request = "insert into t values (1, 'FORMAT x')";

        ParsedStatement parsedStatement = split(request);

        assertThat(parsedStatement.inputFormat()).isEqualTo("Values");
        assertThat(request.substring(parsedStatement.dataStart())).isEqualTo(" (1, 'FORMAT x')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t SELECT 1 FORMAT JSON",
                "INSERT INTO t WITH 1 AS x SELECT x",
                "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
                "SELECT 'INSERT INTO t VALUES'",
                "CREATE TABLE values (format String)",
                "INSERT INTO t",
                ""
            })
    void aStatementWithoutDataIsTakenWhole(String request) {
        ParsedStatement parsedStatement = split(request);

        assertThat(parsedStatement.isInsertOfData()).isFalse();
        assertThat(text(parsedStatement)).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO format FORMAT CSV\n1",
                "INSERT INTO d.values FORMAT CSV\n1",
                "INSERT INTO `a FORMAT b` (`values`) FORMAT CSV\n1",
                "/* INSERT VALUES */ INSERT INTO TABLE t (a) -- VALUES\n FORMAT CSV\n1",
                "INSERT INTO FUNCTION file('x', 'CSV', 'format Int8') FORMAT CSV\n1",
                "INSERT INTO t SETTINGS a = 'FORMAT', b = 2 FORMAT CSV ;\n1"
            })
    void namesLiteralsCommentsAndBracketsAreNotKeywords(String request) {
        ParsedStatement parsedStatement = split(request);

        assertThat(parsedStatement.inputFormat()).isEqualTo("CSV");
        assertThat(request.substring(parsedStatement.dataStart())).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INS",
                "INSERT INTO t (a, 'b",
                "INSERT INTO t /* comment",
                "INSERT INTO t FORMAT",
                "INSERT INTO t FORMAT Row",
                "INSERT INTO t FORMAT RowBinary ",
                "SELECT 1"
            })
    void moreBytesAreNeededUntilTheDataAreFound(String request) {
        assertThat(splitFirst(request, false)).isEmpty();
    }

    @Test
    void incompleteDataAreAccepted() {
        assertThat(splitFirst("INSERT INTO t FORMAT CSV\n1,2,3", false)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 FORMAT JSON | JSON",
                "SELECT 1 FORMAT JSON; | JSON",
                "select 1 format CSV settings max_threads = 1 | CSV",
                "SELECT 1 | Default",
                "SELECT format FROM (SELECT 1 AS format) | Default",
                "SELECT 1 AS format | Default",
                "SELECT 'FORMAT JSON' | Default",
                "SELECT (SELECT 1 FORMAT JSON) | Default",
                "SELECT t.format | Default"
            })
    void theFormatClauseDecidesTheFormatOfTheAnswer(String request, String format) {
        assertThat(split(request).outputFormat("Default")).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | true",
                "(SELECT 1) UNION ALL SELECT 2 | true",
                "/* DROP */ WITH 1 AS x SELECT x | true",
                "show tables | true",
                "DROP TABLE t | false",
                "INSERT INTO t SELECT 1 | false"
            })
    void readingStatementsAreToldFromChangingOnes(String request, boolean reading) {
        assertThat(split(request).isReading()).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | true",
                "with 1 AS x SELECT x | true",
                "INSERT INTO t FORMAT TSV | true",
                "SET max_threads = 1 | false",
                "USE other | false",
                "CREATE TEMPORARY TABLE t (n UInt8) | false",
                "(SELECT 1) | false"
            })
    void statementsThatCanChangeTheirSessionAreToldFromOthers(String request, boolean stateless) {
        assertThat(split(request).isStateless()).isEqualTo(stateless);
    }
}
