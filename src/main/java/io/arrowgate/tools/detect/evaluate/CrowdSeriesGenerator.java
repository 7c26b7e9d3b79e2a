package io.arrowgate.tools.detect.evaluate;

import io.arrowgate.tools.detect.evaluate.LabelledSeries.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Generates ten weeks of counts, one each quarter of an hour, with labelled crowded hours from the third week on, for {@code crowding}
 * rules. The same for the same kind and seed.
 */
final class CrowdSeriesGenerator {
    private static final int WEEKS = 10;
    private static final int FIRST_WEEK = 3;
    private static final int EVENTS_PER_WEEK = 4;
    private static final int ROWS_PER_HOUR = 4;
    private static final int HOURS_PER_WEEK = 7 * 24;
    private static final double CROWD = 4;
    private static final double BUSY = 2;
    private static final double GROWTH_PER_WEEK = 0.05;
    private static final double UNEVENNESS = 0.3;
    private static final int WEDNESDAY = 2;
    private static final int SATURDAY = 5;
    private static final int SUNDAY = 6;
    /** A Monday. */
    private static final long START_MICROS = TimeUnit.DAYS.toMicros(4);

    private final RuleSeriesKind kind;
    private final Random random;
    private final double[] factors = new double[WEEKS * HOURS_PER_WEEK];
    private final List<Window> windows = new ArrayList<>();

    private CrowdSeriesGenerator(RuleSeriesKind kind, long seed) {
        this.kind = kind;
        random = new Random(31 * seed + kind.name().hashCode());
    }

    static LabelledSeries generate(RuleSeriesKind kind, long seed) {
        return new CrowdSeriesGenerator(kind, seed).generate();
    }

    private LabelledSeries generate() {
        for (int hour = 0; hour < factors.length; hour++) {
            factors[hour] = kind == RuleSeriesKind.UNEVEN_CROWD ? Math.exp(UNEVENNESS * random.nextGaussian()) : 1;
        }
        for (int event = 0; event < EVENTS_PER_WEEK; event++) {
            int shift = random.nextInt(10);
            for (int week = FIRST_WEEK - 1; week < WEEKS - 1; week++) {
                int hour = crowdedHour(week, event, shift);
                factors[hour] = CROWD;
                windows.add(new Window(hour * ROWS_PER_HOUR, (hour + 1) * ROWS_PER_HOUR - 1));
                if (kind == RuleSeriesKind.BUSY_CROWD) {
                    factors[hour + 2] = BUSY;
                }
            }
        }
        windows.sort(Comparator.comparingInt(Window::first));
        return new LabelledSeries(kind.description, times(), values(), windows);
    }

    /** Returns an hour between 8 and 18, never the same hour of the week: a crowd each week is usual. */
    private int crowdedHour(int week, int event, int shift) {
        int day = event * 7 / EVENTS_PER_WEEK;
        return week * HOURS_PER_WEEK + day * 24 + 8 + (3 * week + shift) % 10;
    }

    private static long[] times() {
        long[] times = new long[WEEKS * HOURS_PER_WEEK * ROWS_PER_HOUR];
        for (int row = 0; row < times.length; row++) {
            times[row] = START_MICROS + row * TimeUnit.HOURS.toMicros(1) / ROWS_PER_HOUR;
        }
        return times;
    }

    private double[] values() {
        double[] values = new double[factors.length * ROWS_PER_HOUR];
        double register = 0;
        for (int row = 0; row < values.length; row++) {
            int hour = row / ROWS_PER_HOUR;
            double count = count(usual(hour) * factors[hour] / ROWS_PER_HOUR);
            if (hour % HOURS_PER_WEEK == 3 && row % ROWS_PER_HOUR == 0) {
                register = 0;
            }
            register += count;
            values[row] = kind == RuleSeriesKind.REGISTER_CROWD ? register : count;
        }
        return values;
    }

    /** Returns the usual count of an hour: two peaks on weekdays, one on weekends. */
    private double usual(int hour) {
        int week = hour / HOURS_PER_WEEK;
        int day = hour / 24 % 7;
        if (kind == RuleSeriesKind.HOLIDAY_CROWD && day == WEDNESDAY && week % 2 == 1) {
            day = SUNDAY;
        }
        int ofDay = hour % 24;
        double usual = day >= SATURDAY
                ? 40 + 160 * peak(ofDay, 14, 5)
                : 40 + 360 * peak(ofDay, 8, 2) + 400 * peak(ofDay, 17, 2) + 120 * peak(ofDay, 13, 4);
        return kind == RuleSeriesKind.GROWING_CROWD ? usual * Math.pow(1 + GROWTH_PER_WEEK, week) : usual;
    }

    private static double peak(int hour, int at, int width) {
        double distance = (double) (hour - at) / width;
        return Math.exp(-distance * distance);
    }

    /** Returns a Poisson count: exact for small means, and from the normal distribution for larger ones. */
    private double count(double mean) {
        return mean < 30
                ? SeriesGenerator.poisson(mean, random)
                : Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
}
