package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.SENSORS;
import static io.arrowgate.alert.evaluate.TestRules.above;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.AlertLifecycle;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ConditionResult;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.SeriesLabels;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.batch.series.TestSlices;
import io.arrowgate.stream.condition.AlarmRate;
import io.arrowgate.stream.condition.AnomalyRule;
import io.arrowgate.stream.condition.ChangeDirection;
import io.arrowgate.stream.condition.ChangeRule;
import io.arrowgate.stream.condition.Comparison;
import io.arrowgate.stream.condition.CounterRule;
import io.arrowgate.stream.condition.RuleCondition;
import io.arrowgate.stream.condition.SustainedDuration;
import io.arrowgate.stream.condition.ThresholdRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the evaluation of slices of any size with that of one reading at a time: alerts and state are equal. */
class SeriesEvaluatorTest {
    private static final String KEY = "edge-1";
    private static final String NAME = KEY + ";";
    private static final int FIELDS = SENSORS.readingFields().size();
    private static final int SLICES = 60;

    private final List<String> alerts = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final SeriesEvaluator evaluator = new SeriesEvaluator(FIELDS);
    private RuleSet rules;
    private long seconds;
    private long offset;
    private final double[] walk = new double[FIELDS];

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    /** With this many rules, some alert is pending or firing at nearly any time. */
    private static RuleSet manyRules() {
        return rules(
                above("cpu_used", 15, 10.0, SustainedDuration.AT_ONCE),
                above("cpu_used", 12, null, new SustainedDuration(Duration.ofSeconds(4), 1)),
                above("memory_used", 14, 8.0, new SustainedDuration(Duration.ZERO, 3)),
                new ThresholdRule("cpu_free", Comparison.LESS_OR_EQUAL, 3.0, 6.0, SustainedDuration.AT_ONCE),
                new ThresholdRule("cpu_free", Comparison.EQUAL, 10.0, null, SustainedDuration.AT_ONCE),
                new ThresholdRule(
                        "memory_free", Comparison.NOT_EQUAL, 10.0, null, new SustainedDuration(Duration.ZERO, 2)),
                new ChangeRule("cpu_used", ChangeDirection.RISE, 6, false, Duration.ofSeconds(20)),
                new ChangeRule("memory_used", ChangeDirection.FALL, 60, true, Duration.ofSeconds(20)),
                new ChangeRule("memory_free", ChangeDirection.RISE, 150, true, Duration.ofSeconds(30)),
                new CounterRule("run_elapsed_ms", null, 3600.0),
                new AnomalyRule("run_elapsed_ms", 0.5),
                new AnomalyRule("cpu_free", null, new AlarmRate(1, AlarmRate.Unit.HOUR)));
    }

    /** With these rules, no alert is pending or firing most of the time. */
    private static RuleSet quietRules() {
        return rules(
                above("cpu_used", 18, 17.0, SustainedDuration.AT_ONCE),
                new ThresholdRule("cpu_free", Comparison.LESS, -1.0, null, new SustainedDuration(Duration.ZERO, 2)),
                new ChangeRule("memory_used", ChangeDirection.FALL, 16, false, Duration.ofSeconds(20)));
    }

    private static RuleSet rules(RuleCondition... conditions) {
        List<CompiledRule> rules = new ArrayList<>();
        for (int i = 0; i < conditions.length; i++) {
            Duration hold = Duration.ofSeconds(i % 3 * 3L);
            rules.add(CompiledRule.of(rule("rule-" + i, conditions[i], hold), SENSORS));
        }
        return new RuleSet(0, rules);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void slicesOfAnyLengthComeToTheSameAsOneReadingAfterTheOther(int seed) throws IOException {
        rules = manyRules();
        compare(seed);
        // Otherwise nothing was compared.
        assertThat(alerts).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void slicesInWhichNothingHappensComeToTheSameAsOneReadingAfterTheOther(int seed) throws IOException {
        rules = quietRules();
        compare(seed);
        assertThat(alerts).isNotEmpty();
    }

    private void compare(int seed) throws IOException {
        NaiveEvaluator plain = new NaiveEvaluator(
                FIELDS, rules, (rule, life, to, conditionResult) -> add(expected, rule, life, to, conditionResult));
        Random random = new Random(seed);
        SeriesState state = aligned(new SeriesState(FIELDS));
        SeriesState plainState = aligned(new SeriesState(FIELDS));
        for (int i = 0; i < SLICES; i++) {
            SeriesSlices slices = slices(random, random.nextInt(i % 2 == 0 ? 4 : 40));

            evaluator.evaluate(
                    state, rules, slices, 0, slices.rows(), (rule, life, to, m) -> add(alerts, rule, life, to, m));
            for (int row = 0; row < slices.rows(); row++) {
                plain.evaluate(plainState, slices, row);
            }

            assertThat(alerts).isEqualTo(expected);
            assertThat(evaluator.tooLate()).isEqualTo(plain.tooLate());
            assertThat(written(state)).isEqualTo(written(plainState));
            if (random.nextInt(5) == 0) {
                state = aligned(SeriesState.read(KEY, new DataInputStream(new ByteArrayInputStream(written(state)))));
            }
        }
    }

    private SeriesState aligned(SeriesState state) {
        state.align(rules, NAME, SeriesLabels.of(NAME, SENSORS), FIELDS);
        return state;
    }

    /** Mostly in order, sometimes with the time of the reading before, and now and then late or far too late. */
    private SeriesSlices slices(Random random, int rows) {
        long[] times = new long[rows];
        long[] offsets = new long[rows];
        boolean severalRows = random.nextBoolean();
        int[] rowsInRecords = severalRows ? new int[rows] : null;
        double[][] values = new double[FIELDS][rows];
        int late = random.nextInt(3) == 0 ? 8 : 100;
        for (int row = 0; row < rows; row++) {
            seconds += random.nextInt(3);
            long at = random.nextInt(late) == 0 ? seconds - random.nextInt(25) : seconds;
            times[row] = at * 1_000_000;
            offsets[row] = offset++;
            if (severalRows) {
                rowsInRecords[row] = random.nextInt(3);
            }
            for (int field = 0; field < FIELDS; field++) {
                walk[field] = Math.max(-2, Math.min(20, walk[field] + random.nextInt(-3, 4)));
                values[field][row] = random.nextInt(12) == 0 ? Double.NaN : walk[field];
            }
        }
        return TestSlices.ofSeries(NAME, "topic", times, offsets, rowsInRecords, values);
    }

    private static void add(
            List<String> to,
            CompiledRule rule,
            AlertLifecycle life,
            AlertState state,
            ConditionResult conditionResult) {
        to.add("%s %s %d..%d, %d readings, offset %d.%d: %s %s %s"
                .formatted(
                        rule.name(),
                        state,
                        life.firstMicros(),
                        life.lastMicros(),
                        life.readings(),
                        life.offset(),
                        life.rowInRecord(),
                        conditionResult.value,
                        conditionResult.threshold,
                        conditionResult.score));
    }

    private static byte[] written(SeriesState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
