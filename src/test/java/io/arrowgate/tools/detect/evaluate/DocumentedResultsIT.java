package io.arrowgate.tools.detect.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Computes again what the documentation says about rules and detector on generated series. */
@Tag("long")
class DocumentedResultsIT {
    private static List<String> page(String name) throws Exception {
        return Files.readAllLines(Path.of("docs", name));
    }

    @Test
    void resultsOfRules() throws Exception {
        assertThat(page("alert-rules.md"))
                .containsAll(RuleEvaluation.report(true))
                .containsAll(RuleEvaluation.report(false));
    }

    @Test
    void alarmRates() throws Exception {
        assertThat(page("alert-rules.md")).containsAll(AlarmRateEvaluation.report());
    }

    @Test
    void resultsOfTheDetector() throws Exception {
        assertThat(page("anomaly-detector.md")).containsAll(GeneratedEvaluation.report());
    }
}
