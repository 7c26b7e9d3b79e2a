package io.arrowgate.tools.bench.rate;

import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Describes a steady load.
 *
 * @param perSecond events per second; 0 without events
 */
public record LoadRate(int perSecond) {
    private static final String IDLE = "idle";
    private static final int HIGHEST = 10_000_000;

    boolean isIdle() {
        return perSecond == 0;
    }

    /**
     * Returns the time between two readings of a device, in event time: a second at least. At more events than devices a second, event
     * time runs ahead of the clock, because rules would evaluate hundreds of readings of a few seconds, and fire all the time.
     */
    Duration eventInterval(int series) {
        Duration even = Duration.ofNanos(TimeUnit.SECONDS.toNanos(series) / perSecond);
        return even.compareTo(SyntheticSensors.INTERVAL) > 0 ? even : SyntheticSensors.INTERVAL;
    }

    /** Returns the text that the option takes. */
    String option() {
        return isIdle() ? IDLE : Integer.toString(perSecond);
    }

    @Override
    public String toString() {
        return isIdle() ? IDLE : "%,d/s".formatted(perSecond);
    }

    /** Parses {@code idle} or a number of events per second. */
    public static final class Converter implements ITypeConverter<LoadRate> {
        @Override
        public LoadRate convert(String text) {
            if (text.equals(IDLE)) {
                return new LoadRate(0);
            }
            try {
                int perSecond = Integer.parseInt(text);
                if (perSecond > 0 && perSecond <= HIGHEST) {
                    return new LoadRate(perSecond);
                }
            } catch (NumberFormatException e) {
                // Reported below.
            }
            throw new TypeConversionException(
                    "'%s' is not a rate; give idle or events per second from 1 to %d".formatted(text, HIGHEST));
        }
    }
}
