package io.arrowgate.tools.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.StandaloneRuleEvaluator;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.condition.AbsentRule;
import io.arrowgate.stream.condition.AlarmRate;
import io.arrowgate.stream.condition.AnomalyRule;
import io.arrowgate.stream.condition.Comparison;
import io.arrowgate.stream.condition.RuleCondition;
import io.arrowgate.stream.condition.ThresholdRule;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SeriesPlotTest {
    private static final AlertRule HIGH =
            rule("high", new ThresholdRule("value", Comparison.GREATER, 90.0, null, null));
    private static final AlertRule UNUSUAL = rule("unusual", new AnomalyRule("value", null));
    private static final AlertRule SILENT = rule("silent", new AbsentRule(Duration.ofMinutes(10)));

    private final SeriesPlot plot = new SeriesPlot("cpu.csv", List.of(HIGH, UNUSUAL, SILENT));

    @Test
    void titleCountsTheAlertsOfAllRules() {
        add(0, 99, "high", "unusual");
        add(1, 1);
        add(2, 95, "high");
        assertThat(plot.title()).isEqualTo("cpu.csv: 3 alerts");
    }

    @Test
    void singleAlertIsSingular() {
        add(0, 99, "high");
        assertThat(plot.title()).isEqualTo("cpu.csv: 1 alert");
    }

    @Test
    void legendHasThresholdAndCountOfEachRule() {
        add(0, 99, "high", "unusual");
        add(2, 95, "high");
        assertThat(plot.legend())
                .containsExactly("high (value > 90): 2", "unusual (score ≥ 0.55): 1", "silent (absent): 0");
    }

    @Test
    void legendHasTheRateOfAlarms() {
        AlertRule rated = rule("rated", new AnomalyRule("value", null, new AlarmRate(2, AlarmRate.Unit.WEEK)));
        assertThat(new SeriesPlot("cpu.csv", List.of(rated)).legend()).containsExactly("rated (about 2 per week): 0");
    }

    @Test
    void alertAtARowWithoutAValueCounts() {
        add(0, 1);
        add(1, Double.NaN, "silent");
        assertThat(plot.legend()).contains("silent (absent): 1");
    }

    @Test
    void thresholdFarFromTheValuesIsNotNear() {
        PlotCurve plotCurve = new PlotCurve();
        plotCurve.add(0, 10);
        plotCurve.add(1, 20);
        assertThat(plotCurve.isNear(60, 4)).isTrue();
        assertThat(plotCurve.isNear(61, 4)).isFalse();
        assertThat(plotCurve.isNear(-30, 4)).isTrue();
        assertThat(plotCurve.isNear(-31, 4)).isFalse();
    }

    private void add(int second, double value, String... fired) {
        plot.add(
                new CsvRow("", "", "", second * 1_000_000L, value),
                new StandaloneRuleEvaluator.Result(List.of(), OptionalDouble.empty(), null, false),
                List.of(fired));
    }

    private static AlertRule rule(String name, RuleCondition condition) {
        return new AlertRule(name, null, null, null, null, null, condition);
    }
}
