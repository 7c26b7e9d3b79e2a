package io.arrowgate.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.report.ReportResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static JsonNode row(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }

    @Test
    void numbersAreRightAlignedAndTheMeasureHasBars() throws Exception {
        ReportResult report = new ReportResult(
                List.of("station", "total", "share"),
                List.of("LowCardinality(String)", "UInt64", "Nullable(Float64)"),
                List.of(row("[\"A\", 1234567, 99.5]"), row("[\"LONG NAME\", 617283, null]"), row("[\"B\", 0, 0]")));
        assertThat(TextTable.lines(report))
                .containsExactly(
                        "station        total  share",
                        "A          1,234,567   99.5  ████████████████████",
                        "LONG NAME    617,283      -  ██████████",
                        "B                  0      0");
    }

    @Test
    void barsHaveEighths() {
        assertThat(TextTable.bar(0)).isEmpty();
        assertThat(TextTable.bar(1 / 160.0)).isEqualTo("▏");
        assertThat(TextTable.bar(15 / 160.0)).isEqualTo("█▉");
        assertThat(TextTable.bar(1)).isEqualTo("█".repeat(20));
    }

    @Test
    void reportWithoutMeasureHasNoBars() throws Exception {
        ReportResult report = new ReportResult(List.of("a"), List.of("Int8"), List.of(row("[7]")));
        assertThat(TextTable.lines(report)).containsExactly("a", "7");
    }
}
