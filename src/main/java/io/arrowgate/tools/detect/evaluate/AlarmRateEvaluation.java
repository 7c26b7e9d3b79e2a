package io.arrowgate.tools.detect.evaluate;

import io.arrowgate.alert.anomaly.AlarmRateThreshold;
import io.arrowgate.alert.anomaly.AnomalyDetector;
import io.arrowgate.stream.condition.AlarmRate;
import io.arrowgate.stream.condition.AlarmRate.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;

/** Counts the alarms of rules with a rate ({@code about}) on series without anomalies. */
final class AlarmRateEvaluation {
    static final List<AlarmRate> RATES =
            List.of(new AlarmRate(1, Unit.DAY), new AlarmRate(1, Unit.WEEK), new AlarmRate(1, Unit.MONTH));
    private static final int SERIES = 10;
    private static final int ROWS = 16 * 2_016;
    private static final long STEP_MICROS = TimeUnit.MINUTES.toMicros(5);

    private AlarmRateEvaluation() {}

    /** Returns a table with a line for each kind. */
    static List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("| series without anomalies | 1 per day | 1 per week | 1 per month |");
        lines.add("|---|---|---|---|");
        for (NormalSeries kind : NormalSeries.values()) {
            StringBuilder line = new StringBuilder("| " + kind.label + " |");
            for (AlarmRate rate : RATES) {
                line.append(String.format(Locale.ROOT, " %.1f |", alarmsPerExpected(kind, rate)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** Returns the number of alarms, as a multiple of those that the rate has in that time. */
    static double alarmsPerExpected(NormalSeries kind, AlarmRate rate) {
        long alarms = 0;
        for (int seed = 1; seed <= SERIES; seed++) {
            alarms += alarms(kind.values(new Random(31L * seed + kind.name().hashCode())), rate);
        }
        return alarms / (rate.perMicro() * STEP_MICROS * ROWS * SERIES);
    }

    private static long alarms(IntToDoubleFunction values, AlarmRate rate) {
        AnomalyDetector detector = new AnomalyDetector();
        AlarmRateThreshold threshold = new AlarmRateThreshold();
        long alarms = 0;
        boolean inAlarm = false;
        for (int row = 0; row < ROWS; row++) {
            long timeMicros = row * STEP_MICROS;
            double score = detector.score(timeMicros, values.applyAsDouble(row));
            boolean alarm = score >= threshold.threshold();
            threshold.learn(timeMicros, score, detector, rate.perMicro());
            alarms += alarm && !inAlarm ? 1 : 0;
            inAlarm = alarm;
        }
        return alarms;
    }
}
