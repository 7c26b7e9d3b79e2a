package io.arrowgate.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.report.ReportResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that texts that devices choose are not formulas in a spreadsheet. */
class ReportCsvTest {
    private static String csv(List<String> types, String row) throws JsonProcessingException {
        ReportResult rows = new ReportResult(
                types.stream().map(type -> "c").toList(), types, List.of(new ObjectMapper().readTree(row)));
        String csv = ReportCsv.of(rows);
        return csv.substring(csv.indexOf('\n') + 1);
    }

    @Test
    void textsLikeFormulasAreEscaped() throws JsonProcessingException {
        for (String begin : List.of("=", "+", "-", "@", "\\t", "\\r", "\\n")) {
            assertThat(csv(List.of("String"), "[\"" + begin + "1+cmd|' /C calc'!A0\"]"))
                    .as(begin)
                    .matches("(?s)\"?'.*");
        }
        assertThat(csv(List.of("LowCardinality(String)"), "[\"=HYPERLINK(\\\"x\\\")\"]"))
                .isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"\n");
        assertThat(csv(List.of("Array(String)"), "[[\"=1\"]]")).isEqualTo("\"[\"\"=1\"\"]\"\n");
    }

    @Test
    void numbersAndOtherTextsAreUnchanged() throws JsonProcessingException {
        List<String> types = List.of("Int64", "Nullable(Float64)", "Decimal(9, 2)", "Nullable(Int8)", "String");
        assertThat(csv(types, "[-7, -1.5, -2.25, null, \"59 ST - NQR\"]"))
                .isEqualTo("-7,-1.5,-2.25,,\"59 ST - NQR\"\n");
        assertThat(csv(List.of("Int64", "UInt64"), "[\"-9007199254740993\", \"18446744073709551615\"]"))
                .isEqualTo("-9007199254740993,18446744073709551615\n");
    }
}
