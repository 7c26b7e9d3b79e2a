package io.arrowgate.tools.detect.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GeneratedEvaluationTest {
    @Test
    void resultsAreAsDocumented() throws Exception {
        assertThat(Files.readAllLines(Path.of("docs/anomaly-detector.md"))).containsAll(GeneratedEvaluation.report());
    }
}
