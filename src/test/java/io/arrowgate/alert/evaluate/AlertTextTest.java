package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.TURNSTILES;
import static io.arrowgate.alert.evaluate.TestRules.above;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.condition.AnomalyRule;
import io.arrowgate.stream.condition.SustainedDuration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the text of alerts, with the values of the reading. */
class AlertTextTest {
    private static String text(String template, double bound, double value) {
        AlertRule rule = new AlertRule(
                "hot",
                null,
                template,
                null,
                Duration.ZERO,
                null,
                above("ENTRIES", bound, null, SustainedDuration.AT_ONCE));
        return new RuleTestBed(TURNSTILES, "A,U,S;59 ST,,", "ENTRIES", rule)
                .read(0, value)
                .alerts()
                .get(0)
                .text();
    }

    @Test
    void placeholdersAreReplacedByValues() {
        assertThat(text("{CA}/{UNIT}/{SCP} at {STATION} {LINENAME}: {field} {readings} since {first_time}", 0, 1))
                .isEqualTo("A/U/S at 59 ST : ENTRIES 1 since 2024-05-06T12:00:00Z");
    }

    @Test
    void wholeNumbersKeepAllDigitsOthersSix() {
        assertThat(text("{value} > {threshold}", 2_034_868, 2_034_871)).isEqualTo("2034871 > 2034868");
        assertThat(text("{value} > {threshold}", 0.1 + 0.2, 12.3456789)).isEqualTo("12.3457 > 0.3");
    }

    @Test
    void missingPlaceholderValueIsDash() {
        assertThat(text("{score}", 0, 1)).isEqualTo("–");
    }

    @Test
    void reasonAndExpectationOfAnAnomalyAreInItsTextAndDashesWhenResolved() {
        AlertRule rule = new AlertRule(
                "odd",
                null,
                "{value}: {reason}, not {expected}",
                null,
                Duration.ZERO,
                null,
                new AnomalyRule("ENTRIES", null));
        RuleTestBed bed = new RuleTestBed(TURNSTILES, "A,U,S;59 ST,,", "ENTRIES", rule);
        for (int i = 0; i < 500; i++) {
            bed.read(i, i * 37 % 11);
        }

        List<String> texts = bed.read(500, 100).read(501, 5).alerts().stream()
                .map(Alert::text)
                .toList();

        assertThat(texts)
                .containsExactly("100: larger or smaller changes than before, not -1.2 to 11.2", "5: –, not –");
    }

    @Test
    void backslashesAndDollarsStayUnchanged() {
        assertThat(text("$1 \\ {value}", 0, 5)).isEqualTo("$1 \\ 5");
    }
}
