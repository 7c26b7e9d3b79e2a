package io.arrowgate.deployment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Tests that each alarm has a meaning, a severity and a link to its runbook. */
class AlertingRulesTest {
    @Test
    void everyAlarmHasADescriptionAndASeverity() throws Exception {
        assertThat(AlertingRules.all()).hasSizeGreaterThan(10);
        for (JsonNode rule : AlertingRules.all()) {
            String name = rule.get("alert").asText();
            assertThat(rule.at("/labels/severity").asText()).as(name).isIn("warning", "critical");
            assertThat(rule.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(rule.at("/annotations/description").asText()).as(name).endsWith(".");
            assertThat(rule.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/running.md#" + name.toLowerCase(Locale.ROOT));
        }
    }
}
