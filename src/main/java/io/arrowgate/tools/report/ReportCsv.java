package io.arrowgate.tools.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.arrowgate.report.ReportResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a report as CSV without formula injection.
 *
 * <p>Devices choose their names, and a spreadsheet evaluates a cell that begins like a formula. Such texts get a leading apostrophe,
 * which marks text. Numbers, also negative ones, are unchanged.
 */
public final class ReportCsv {
    /** See OWASP's page on CSV injection. */
    private static final String FORMULA_BEGINS = "=+-@\t\r\n";

    private ReportCsv() {}

    public static String of(ReportResult report) throws JsonProcessingException {
        CsvMapper mapper = new CsvMapper();
        mapper.disable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS);
        StringBuilder csv = new StringBuilder(mapper.writeValueAsString(
                report.columns().stream().map(ReportCsv::harmless).toList()));
        for (JsonNode row : report.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(cell(row.get(i), report.isNumber(i)));
            }
            csv.append(mapper.writeValueAsString(cells));
        }
        return csv.toString();
    }

    private static String cell(JsonNode value, boolean number) {
        if (value.isNull()) {
            return "";
        }
        String text = value.isContainerNode() ? value.toString() : value.asText();
        return number || value.isNumber() ? text : harmless(text);
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
